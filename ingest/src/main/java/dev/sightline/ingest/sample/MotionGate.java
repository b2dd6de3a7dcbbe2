package dev.sightline.ingest.sample;

/**
 * Lets a frame through when enough of it differs from the last one that went through, and otherwise now and then, so
 * that those who wait for this camera see time pass. Compares small brightness pictures ({@link #WIDTH} x
 * {@link #HEIGHT}), which sensor noise hardly moves. Deterministic, not thread-safe.
 */
public final class MotionGate {
    public static final int WIDTH = 96;
    public static final int HEIGHT = 72;

    private final int threshold;
    private final double share;
    private final long longestGapUs;
    private byte[] reference = new byte[0];
    private long lastUs;

    /**
     * @param threshold brightness levels (of 255) a pixel has to change by
     * @param share part of all pixels (0 to 1) that has to change
     * @param longestGapUs after this time a frame goes through without motion
     */
    public MotionGate(int threshold, double share, long longestGapUs) {
        this.threshold = threshold;
        this.share = share;
        this.longestGapUs = longestGapUs;
    }

    /**
     * Whether the frame goes through; ask once for each frame, in order.
     *
     * @param luma {@code WIDTH * HEIGHT} brightness values, row by row
     */
    public boolean passes(long captureTimeUs, byte[] luma) {
        if (luma.length != WIDTH * HEIGHT) {
            throw new IllegalArgumentException(
                    "brightness picture has " + luma.length + " values and must have " + WIDTH * HEIGHT);
        }
        boolean passes = reference.length == 0 || captureTimeUs - lastUs >= longestGapUs || moved(luma);
        if (passes) {
            reference = luma.clone();
            lastUs = captureTimeUs;
        }
        return passes;
    }

    private boolean moved(byte[] luma) {
        int changed = 0;
        for (int i = 0; i < luma.length; i++) {
            if (Math.abs((luma[i] & 0xFF) - (reference[i] & 0xFF)) >= threshold) {
                changed++;
            }
        }
        return changed >= share * luma.length;
    }
}
