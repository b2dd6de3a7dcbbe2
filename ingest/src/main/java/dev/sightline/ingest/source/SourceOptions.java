package dev.sightline.ingest.source;

import java.time.Duration;

/**
 * How to open a source.
 *
 * @param startTimeUs recorded footage: capture time of its first frame, microseconds since the epoch; 0 means the
 *     source's own ({@code timestamps.csv}), else {@link Timeline#DEFAULT_START_US}
 * @param imageFps pictures per second of an image folder without timestamps, and of a camera that gives single pictures
 * @param maxPixels larger pictures are refused before they are decoded
 * @param timeouts how long to wait
 * @param decoderThreads threads per decoder, 0 for as many as there are cores
 */
public record SourceOptions(long startTimeUs, double imageFps, long maxPixels, Timeouts timeouts, int decoderThreads) {
    /** Of pictures: what the embedder takes, too. */
    public static final long MAX_PIXELS = 34_000_000;

    public SourceOptions {
        require(startTimeUs >= 0, "start time", startTimeUs, "0 or microseconds since 1970");
        require(imageFps > 0 && imageFps <= 1000, "images per second", imageFps, "above 0 and up to 1000");
        require(maxPixels > 0, "pixels", maxPixels, "above 0");
        require(decoderThreads >= 0 && decoderThreads <= 64, "decoder threads", decoderThreads, "0 to 64");
    }

    /**
     * How long to wait for a source.
     *
     * @param open longest time to connect and find the video
     * @param read longest silence of an open stream
     */
    public record Timeouts(Duration open, Duration read) {
        public Timeouts {
            require(positive(open), "open time-out", open, "longer than 0");
            require(positive(read), "read time-out", read, "longer than 0");
        }
    }

    /** The source's own times, 10 images per second, 34 megapixels, 10 s to open, 10 s of silence, one decoder thread. */
    public static SourceOptions defaults() {
        return new SourceOptions(0, 10, MAX_PIXELS, new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10)), 1);
    }

    public SourceOptions withStartTimeUs(long micros) {
        return new SourceOptions(micros, imageFps, maxPixels, timeouts, decoderThreads);
    }

    public SourceOptions withImageFps(double fps) {
        return new SourceOptions(startTimeUs, fps, maxPixels, timeouts, decoderThreads);
    }

    public SourceOptions with(Timeouts changed) {
        return new SourceOptions(startTimeUs, imageFps, maxPixels, changed, decoderThreads);
    }

    public SourceOptions withMaxPixels(long pixels) {
        return new SourceOptions(startTimeUs, imageFps, pixels, timeouts, decoderThreads);
    }

    public Duration openTimeout() {
        return timeouts.open();
    }

    public Duration readTimeout() {
        return timeouts.read();
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
