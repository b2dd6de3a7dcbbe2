package dev.sightline.ingest.sample;

/**
 * Takes frames at a rate, chosen by capture time alone: time since the first frame is cut into slots of 1/rate seconds,
 * and the first frame of each slot is taken. The same footage always gives the same choice, no matter who reads it and however
 * fast. Not thread-safe.
 */
public final class Sampler {
    /** Capture times are whole microseconds; a frame this share of a slot early still belongs to the slot. */
    private static final double ROUNDING = 1e-3;

    private final double rate;
    private boolean begun;
    private long firstUs;
    private long slot = -1;

    /**
     * @param rate frames per second, 0 for every frame
     * @throws IllegalArgumentException when it is negative or no number
     */
    public Sampler(double rate) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException(
                    "fps = " + rate + " must be 0 (every frame) or a number of frames per second");
        }
        this.rate = rate;
    }

    /** Whether to take the frame of this capture time; ask once for each frame, in order. */
    public boolean take(long captureTimeUs) {
        if (rate == 0) {
            return true;
        }
        if (!begun) {
            begun = true;
            firstUs = captureTimeUs;
        }
        long current = (long) Math.floor((captureTimeUs - firstUs) * rate / 1e6 + ROUNDING);
        if (current <= slot) {
            return false;
        }
        slot = current;
        return true;
    }
}
