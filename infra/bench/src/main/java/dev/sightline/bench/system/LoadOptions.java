package dev.sightline.bench.system;

import java.time.Duration;
import java.util.List;

/**
 * What {@link MatcherLoad} is asked for.
 *
 * @param fps frames a second of each camera
 * @param seconds of stream that are measured
 */
record LoadOptions(int cameras, double fps, double seconds, PictureShape shape, Setup setup) {
    static final String USAGE = "usage: infra/bench/run matcher CAMERAS FPS PEOPLE SECONDS [stay=SECONDS]"
            + " [partitions=NUMBER] [commit=MILLISECONDS] [faces]";
    private static final int NUMBERS = 4;

    /**
     * How the matcher is set up.
     *
     * @param partitions of each topic
     * @param commit how often it commits
     */
    record Setup(int partitions, Duration commit) {}

    /** @throws IllegalArgumentException with the usage when it cannot be understood */
    static LoadOptions of(List<String> arguments) {
        if (arguments.size() < NUMBERS) {
            throw new IllegalArgumentException(USAGE);
        }
        double stay = 30;
        int partitions = 4;
        long commit = 150;
        boolean faces = false;
        for (String option : arguments.subList(NUMBERS, arguments.size())) {
            String value = option.substring(option.indexOf('=') + 1);
            switch (option.substring(0, option.length() - value.length())) {
                case "stay=" -> stay = Double.parseDouble(value);
                case "partitions=" -> partitions = Integer.parseInt(value);
                case "commit=" -> commit = Long.parseLong(value);
                default -> {
                    if (!option.equals("faces")) {
                        throw new IllegalArgumentException("'" + option + "' is not known; " + USAGE);
                    }
                    faces = true;
                }
            }
        }
        return new LoadOptions(
                Integer.parseInt(arguments.get(0)),
                Double.parseDouble(arguments.get(1)),
                Double.parseDouble(arguments.get(3)),
                new PictureShape(Integer.parseInt(arguments.get(2)), stay, faces),
                new Setup(partitions, Duration.ofMillis(commit)));
    }

    double framesASecond() {
        return cameras * fps;
    }

    @Override
    public String toString() {
        return cameras + " cameras at " + fps + " frames/s with " + shape.people() + " people who stay "
                + shape.staySeconds() + " s on average, " + setup.partitions() + " partitions, a commit every "
                + setup.commit().toMillis() + " ms" + (shape.faces() ? ", with faces" : "");
    }
}
