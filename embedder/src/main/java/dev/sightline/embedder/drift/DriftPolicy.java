package dev.sightline.embedder.drift;

import java.time.Duration;

/**
 * How drift is looked for.
 *
 * @param sample crops that make the reference, and as many are compared with it each time
 * @param spacing least capture time between two frames whose crops count: the same person a frame later says nothing new
 * @param numbers most numbers of a descriptor that are looked at, spread evenly
 * @param limit stability index, beyond what chance gives, above which a camera counts as drifted
 * @param cameras most cameras looked at, with persons and faces counted apart
 */
record DriftPolicy(int sample, Duration spacing, int numbers, double limit, int cameras) {
    /** Bins of a number and of a score, as the offline evaluation has. */
    static final int BINS = 10;

    DriftPolicy {
        if (sample < BINS || spacing.isNegative() || numbers < 1 || !(limit > 0) || cameras < 1) {
            throw new IllegalArgumentException("drift by " + sample + " crops, " + spacing + " apart, " + numbers
                    + " numbers, limit " + limit + ", " + cameras + " cameras is not allowed: use at least " + BINS
                    + " crops, 1 number and camera, and a limit above 0");
        }
    }

    /** 300 crops, 5 s apart, 32 numbers, .25, 1,000 cameras: some 15 KB a camera, 50 while its reference is gathered. */
    static DriftPolicy defaults() {
        return new DriftPolicy(300, Duration.ofSeconds(5), 32, .25, 1000);
    }
}
