package dev.sightline.bench.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param people sizes of worlds
 * @param seeds of worlds; odd ones are for tuning, even ones for reporting
 * @param systems to play them to
 * @param paced ways have usual times
 * @param present people on the site at one time
 * @param noise of synthetic looks
 * @param data real crops, {@code SITE=PATH}; empty for synthetic people
 * @param who of these, such as {@code 643-742}; empty for all
 * @param model that describes them
 * @param json where to write the figures
 */
record WorldOptions(
        List<Integer> people,
        List<Long> seeds,
        List<String> systems,
        boolean paced,
        double present,
        LookNoise noise,
        Optional<String> data,
        String who,
        String model,
        Optional<Path> json) {
    static final String USAGE = """
            usage: infra/bench/run world [--people 100,400,1000] [--half tune|report | --seeds 2,4,6] [--systems NAMES|all]
                                   [--uniform] [--present 30] [--noise common,alike,group,camera,visit,spread,crop,falloff] 
                                   [--data SITE=PATH [--who PEOPLE] [--model MODEL]] [--json FILE]""";
    static final List<Long> TUNE = List.of(1L, 3L, 5L);
    private static final List<Long> REPORT = List.of(2L, 4L, 6L);

    /** @throws IllegalArgumentException for an option or a value that is not allowed */
    static WorldOptions of(String... args) {
        List<Integer> people = List.of(100, 400, 1000);
        List<Long> seeds = REPORT;
        List<String> systems = List.of("sightline");
        boolean paced = true;
        double present = 30;
        LookNoise noise = LookNoise.defaults();
        Optional<String> data = Optional.empty();
        String who = "";
        String model = "person-sightline";
        Optional<Path> json = Optional.empty();
        List<String> rest = new ArrayList<>(List.of(args));
        while (!rest.isEmpty()) {
            String option = rest.remove(0);
            switch (option) {
                case "--people" ->
                    people = list(option, rest).stream().map(Integer::valueOf).toList();
                case "--seeds" ->
                    seeds = list(option, rest).stream().map(Long::valueOf).toList();
                case "--half" -> seeds = half(value(option, rest));
                case "--systems" -> systems = systems(list(option, rest));
                case "--uniform" -> paced = false;
                case "--present" -> present = Double.parseDouble(value(option, rest));
                case "--noise" -> noise = noise(list(option, rest));
                case "--data" -> data = Optional.of(value(option, rest));
                case "--who" -> who = value(option, rest);
                case "--model" -> model = value(option, rest);
                case "--json" -> json = Optional.of(Path.of(value(option, rest)));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new WorldOptions(people, seeds, systems, paced, present, noise, data, who, model, json);
    }

    private static List<Long> half(String name) {
        return switch (name) {
            case "tune" -> TUNE;
            case "report" -> REPORT;
            default -> throw new IllegalArgumentException("--half is '" + name + "'; allowed: tune, report");
        };
    }

    private static List<String> systems(List<String> names) {
        names.stream().filter(n -> !n.equals("all")).forEach(Systems::kind);
        return names.contains("all") ? List.copyOf(Systems.names()) : names;
    }

    private static LookNoise noise(List<String> parts) {
        double[] v = parts.stream().mapToDouble(Double::parseDouble).toArray();
        if (v.length != 8) {
            throw new IllegalArgumentException("--noise has " + v.length + " numbers; 8 are needed");
        }
        return new LookNoise(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
    }

    private static List<String> list(String option, List<String> rest) {
        return Arrays.asList(value(option, rest).split(",", -1));
    }

    private static String value(String option, List<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.remove(0);
    }
}
