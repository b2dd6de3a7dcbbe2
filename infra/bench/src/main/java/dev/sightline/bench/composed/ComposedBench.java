package dev.sightline.bench.composed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code composed SEEDS…}: makes the footage of each seed, tracks it with {@code infra/sightline track}, and scores it beside
 * what the same descriptors allow with perfect tracklets. The script that makes the footage is not shipped; it is
 * called as {@code SCRIPT OUT PEOPLE SEED} and leaves {@code a.mp4}, {@code b.mp4} and {@code truth.csv}.
 */
public final class ComposedBench {
    private static final int PEOPLE = 40;
    private static final String USAGE = """
            usage: infra/bench/run composed SEED… [-- OPTIONS OF TRACK]
            COMPOSE_SCRIPT: the script that makes footage; COMPOSE_PYTHON: what runs it (python3)
            COMPOSE_FOLDER: folder for footage and results (infra/bench/target/composed); footage that is there is used again""";

    private final Path root = Path.of(System.getProperty("sightline.home", ".")).toAbsolutePath();
    private final Path folder;
    private final List<String> trackOptions;

    private ComposedBench(Path folder, List<String> trackOptions) {
        this.folder = folder;
        this.trackOptions = trackOptions;
    }

    /** Seeds, then {@code --} and options of {@code track}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> all = List.of(args);
        int end = all.contains("--") ? all.indexOf("--") : all.size();
        List<String> seeds = all.subList(0, end);
        if (seeds.isEmpty() || !seeds.stream().allMatch(s -> s.matches("\\d+"))) {
            System.err.println(USAGE);
            System.exit(2);
        }
        Path folder = Path.of(System.getenv().getOrDefault("COMPOSE_FOLDER", "infra/bench/target/composed"));
        List<String> options = end == all.size() ? List.of() : all.subList(end + 1, all.size());
        new ComposedBench(folder.toAbsolutePath(), options).run(seeds);
        System.exit(0); // Native threads of the video library may linger.
    }

    private void run(List<String> seeds) throws IOException, InterruptedException {
        Map<String, Double> mean = new LinkedHashMap<>();
        for (String seed : seeds) {
            Path footage = folder.resolve("seed-" + seed);
            compose(footage, seed);
            Path out = folder.resolve("seed-" + seed + "-out");
            track(footage, out);
            Map<String, Double> measures = ComposedScore.of(footage.resolve("truth.csv"), out.resolve("tracks.csv"))
                    .measures();
            measures.forEach((name, value) -> mean.merge(name, value / seeds.size(), Double::sum));
            System.out.println("seed " + seed + "  " + line(measures));
            System.out.println(ceilings(footage));
        }
        System.out.println("mean     " + line(mean));
    }

    private String ceilings(Path footage) throws IOException {
        List<FootageBox> truth = FootageBox.truth(footage.resolve("truth.csv"));
        String model = System.getenv().getOrDefault("SIGHTLINE_EMBEDDER_PERSONDESCRIPTOR", "person-sightline");
        List<PerfectStay> a = PerfectTracklets.of("a", footage.resolve("a.mp4"), truth, model);
        List<PerfectStay> b = PerfectTracklets.of("b", footage.resolve("b.mp4"), truth, model);
        return "  perfect tracklets, one assignment: " + ComposedCeiling.of(a, b, false)
                + "; with the time between cameras: " + ComposedCeiling.of(a, b, true);
    }

    private void compose(Path footage, String seed) throws IOException, InterruptedException {
        if (Files.exists(footage.resolve("truth.csv"))) {
            return;
        }
        String script = System.getenv("COMPOSE_SCRIPT");
        if (script == null) {
            throw new IOException("no footage in " + footage + " and COMPOSE_SCRIPT is not set; set it to the script"
                    + " that makes footage");
        }
        String python = System.getenv().getOrDefault("COMPOSE_PYTHON", "python3");
        run(List.of(python, script, footage.toString(), Integer.toString(PEOPLE), seed), 0);
    }

    private void track(Path footage, Path out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                root.resolve("infra/sightline").toString(),
                "track",
                "--quiet",
                "--no-faces",
                "--camera",
                "a=" + footage.resolve("a.mp4"),
                "--camera",
                "b=" + footage.resolve("b.mp4"),
                "--out",
                out.toString()));
        command.addAll(trackOptions);
        run(command, 3);
    }

    /** @param worst exit status that still left results */
    private static void run(List<String> command, int worst) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0 && status != worst) {
            throw new IOException(String.join(" ", command) + " ended with status " + status);
        }
    }

    private static String line(Map<String, Double> measures) {
        StringBuilder line = new StringBuilder();
        measures.forEach((name, value) -> line.append(String.format(Locale.ROOT, "%s %.3f  ", name, value)));
        return line.toString().trim();
    }
}
