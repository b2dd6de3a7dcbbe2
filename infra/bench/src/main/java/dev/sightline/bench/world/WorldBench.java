package dev.sightline.bench.world;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays seeded worlds to linking systems and prints how they did. */
public final class WorldBench {
    private static final Map<Integer, Integer> CAMERAS = Map.of(100, 4, 400, 8, 1000, 10);
    private static final int VISITS = 4;
    private static final int TUNED_ON = 2;

    private final WorldOptions options;
    private final PrintStream out;
    private final WorldTable table = new WorldTable();
    private final List<Map<String, Object>> records = new ArrayList<>();

    private WorldBench(WorldOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** See {@link WorldOptions#USAGE}. */
    public static void main(String[] args) throws IOException {
        try {
            new WorldBench(WorldOptions.of(args), System.out).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + WorldOptions.USAGE);
            System.exit(2);
        }
    }

    private void run() throws IOException {
        Worlds worlds = worlds();
        for (int people : options.people()) {
            int cameras = CAMERAS.getOrDefault(people, Math.max(2, people / 50));
            WalkPlan plan =
                    new WalkPlan(people, cameras, VISITS, options.present(), options.paced(), options.trouble());
            Map<String, Double> thresholds = thresholds(worlds, plan);
            for (long seed : options.seeds()) {
                World world = worlds.world(plan, seed);
                for (String system : options.systems()) {
                    play(system, thresholds.getOrDefault(system, 0.0), world, seed);
                }
            }
        }
        out.print(table.means());
        if (options.json().isPresent()) {
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(options.json().get().toFile(), records);
        }
    }

    private Worlds worlds() throws IOException {
        if (options.cast().data().isEmpty()) {
            return new SyntheticWorlds(options.cast().noise());
        }
        String source = options.cast().data().get();
        return new CropWorlds(
                source,
                RealCrops.describe(source, options.cast().who(), options.cast().model()));
    }

    /** Each system's best threshold on the worlds for tuning, whatever worlds are reported. */
    private Map<String, Double> thresholds(Worlds worlds, WalkPlan plan) {
        Map<String, Double> best = new LinkedHashMap<>();
        List<String> tuned = options.systems().stream()
                .filter(name -> !Systems.kind(name).thresholds().isEmpty())
                .toList();
        if (!tuned.isEmpty()) {
            Tuning tuning = new Tuning(WorldOptions.TUNE.stream()
                    .limit(TUNED_ON)
                    .map(seed -> worlds.world(plan, seed))
                    .toList());
            tuned.forEach(name -> best.put(name, tuning.best(Systems.kind(name))));
            out.println("thresholds at " + plan.people() + " people: " + best);
        }
        return best;
    }

    private void play(String name, double threshold, World world, long seed) {
        LinkingSystem system = Systems.kind(name).maker().make(world, threshold);
        Map<String, Double> measures = WorldResult.play(world, system).measures();
        out.print(table.add(name, world.people(), seed, measures));
        out.flush();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("system", name);
        entry.put("people", world.people());
        entry.put("seed", seed);
        entry.put("threshold", threshold);
        entry.putAll(measures);
        records.add(entry);
    }
}
