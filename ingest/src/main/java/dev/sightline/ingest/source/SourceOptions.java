package dev.sightline.ingest.source;

import java.time.Duration;

/**
 * How to open a source.
 *
 * @param startTimeUs recorded footage: capture time of its first frame, microseconds since the epoch; 0 means the
 *     source's own ({@code timestamps.csv}), else {@link Timeline#DEFAULT_START_US}
 * @param imageFps pictures per second of an image folder without timestamps
 * @param openTimeout longest time to connect and find the video
 * @param readTimeout longest silence of an open stream
 * @param decoderThreads threads per decoder, 0 for as many as there are cores
 */
public record SourceOptions(
        long startTimeUs, double imageFps, Duration openTimeout, Duration readTimeout, int decoderThreads) {
    public SourceOptions {
        require(startTimeUs >= 0, "start time", startTimeUs, "0 or microseconds since 1970");
        require(imageFps > 0 && imageFps <= 1000, "images per second", imageFps, "above 0 and up to 1000");
        require(positive(openTimeout), "open time-out", openTimeout, "longer than 0");
        require(positive(readTimeout), "read time-out", readTimeout, "longer than 0");
        require(decoderThreads >= 0 && decoderThreads <= 64, "decoder threads", decoderThreads, "0 to 64");
    }

    /** The source's own times, 10 images per second, 10 s to open, 10 s of silence, one decoder thread. */
    public static SourceOptions defaults() {
        return new SourceOptions(0, 10, Duration.ofSeconds(10), Duration.ofSeconds(10), 1);
    }

    public SourceOptions withStartTimeUs(long micros) {
        return new SourceOptions(micros, imageFps, openTimeout, readTimeout, decoderThreads);
    }

    public SourceOptions withImageFps(double fps) {
        return new SourceOptions(startTimeUs, fps, openTimeout, readTimeout, decoderThreads);
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean holds, String what, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("source " + what + " = " + value + " must be " + allowed);
        }
    }
}
