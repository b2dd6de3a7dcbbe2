package dev.sightline.bench.world;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param people sizes of worlds
 * @param seeds of worlds; odd ones are for tuning, even ones for reporting
 * @param systems to play them to
 * @param paced ways have usual times
 * @param present people on the site at one time
 * @param trouble what makes the worlds harder
 * @param cast who walks in them
 * @param json where to write the figures
 */
record WorldOptions(
        List<Integer> people,
        List<Long> seeds,
        List<String> systems,
        boolean paced,
        double present,
        Trouble trouble,
        Cast cast,
        Optional<Path> json) {
    static final String USAGE = """
            usage: infra/bench/run world [--people 100,400,1000] [--half tune|report | --seeds 2,4,6] [--systems NAMES|all]
              sites:     [--present 30] [--uniform]
              trouble:   [--overlap SHARE] [--crowd PEOPLE] [--unseen SHARE] [--bad-first SHARE] [--clock SECONDS]
              synthetic: [--noise common,alike,group,camera,visit,spread,crop,falloff]
              real:      [--data SITE=PATH [--who PEOPLE] [--model MODEL]]
              figures:   [--json FILE]""";
    static final List<Long> TUNE = List.of(1L, 3L, 5L);
    private static final List<Long> REPORT = List.of(2L, 4L, 6L);
    private static final Set<String> NAMES = Set.of(
            "--people",
            "--half",
            "--seeds",
            "--systems",
            "--present",
            "--overlap",
            "--crowd",
            "--unseen",
            "--bad-first",
            "--clock",
            "--noise",
            "--data",
            "--who",
            "--model",
            "--json");
    private static final int NOISES = 8;

    /** @throws IllegalArgumentException for an option or a value that is not allowed */
    static WorldOptions of(String... args) {
        Arguments given = new Arguments(List.of(args), NAMES, Set.of("--uniform"));
        return new WorldOptions(
                numbers(given, "--people")
                        .map(l -> l.stream().map(Long::intValue).toList())
                        .orElse(List.of(100, 400, 1000)),
                numbers(given, "--seeds")
                        .orElseGet(() -> half(given.text("--half").orElse("report"))),
                systems(given.list("--systems").orElse(List.of("sightline"))),
                !given.has("--uniform"),
                given.number("--present", 30),
                trouble(given),
                new Cast(
                        given.list("--noise").map(WorldOptions::noise).orElse(LookNoise.defaults()),
                        given.text("--data"),
                        given.text("--who").orElse(""),
                        given.text("--model").orElse("person-sightline")),
                given.text("--json").map(Path::of));
    }

    private static Trouble trouble(Arguments given) {
        return new Trouble(
                given.number("--overlap", 0),
                (int) given.number("--crowd", 1),
                given.number("--unseen", 0),
                given.number("--bad-first", 0),
                given.number("--clock", 0));
    }

    private static Optional<List<Long>> numbers(Arguments given, String name) {
        return given.list(name)
                .map(l -> l.stream().map(v -> (long) Arguments.number(name, v)).toList());
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
        double[] v =
                parts.stream().mapToDouble(p -> Arguments.number("--noise", p)).toArray();
        if (v.length != NOISES) {
            throw new IllegalArgumentException("--noise has " + v.length + " numbers; " + NOISES + " are needed");
        }
        return new LookNoise(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
    }

    /**
     * Who walks.
     *
     * @param noise of synthetic looks
     * @param data real crops, {@code SITE=PATH}; empty for synthetic people
     * @param who of these, such as {@code 643-742}; empty for all
     * @param model that describes them
     */
    record Cast(LookNoise noise, Optional<String> data, String who, String model) {}
}
