package dev.sightline.bench.system;

import java.util.List;

/**
 * What {@link MatcherLoad} is asked for.
 *
 * @param fps frames a second of each camera
 * @param people in each picture
 * @param seconds of stream that are measured
 * @param staySeconds how long somebody stays in a picture, on average
 * @param partitions of each topic
 * @param faces whether faces are seen
 */
record LoadOptions(
        int cameras, double fps, int people, double seconds, double staySeconds, int partitions, boolean faces) {
    static final String USAGE =
            "usage: infra/bench/run matcher CAMERAS FPS PEOPLE SECONDS [stay=SECONDS] [partitions=NUMBER] [faces]";
    private static final int NUMBERS = 4;

    /** @throws IllegalArgumentException with the usage when it cannot be understood */
    static LoadOptions of(List<String> arguments) {
        if (arguments.size() < NUMBERS) {
            throw new IllegalArgumentException(USAGE);
        }
        double stay = 30;
        int partitions = 4;
        boolean faces = false;
        for (String option : arguments.subList(NUMBERS, arguments.size())) {
            if (option.startsWith("stay=")) {
                stay = Double.parseDouble(option.substring("stay=".length()));
            } else if (option.startsWith("partitions=")) {
                partitions = Integer.parseInt(option.substring("partitions=".length()));
            } else if (option.equals("faces")) {
                faces = true;
            } else {
                throw new IllegalArgumentException("'" + option + "' is not known; " + USAGE);
            }
        }
        return new LoadOptions(
                Integer.parseInt(arguments.get(0)),
                Double.parseDouble(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Double.parseDouble(arguments.get(3)),
                stay,
                partitions,
                faces);
    }

    double framesASecond() {
        return cameras * fps;
    }

    @Override
    public String toString() {
        return cameras + " cameras at " + fps + " frames/s with " + people + " people who stay " + staySeconds
                + " s on average, " + partitions + " partitions" + (faces ? ", with faces" : "");
    }
}
