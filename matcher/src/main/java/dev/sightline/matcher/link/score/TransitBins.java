package dev.sightline.matcher.link.score;

/** Times since somebody was last seen, in bins that grow by a quarter: bin 0 is at the same time, the last is a day or more. */
final class TransitBins {
    static final int COUNT = 53;
    /** Trackers hand over late. */
    private static final long HANDOVER_US = 500_000;

    private static final double FIRST_US = 1e6;
    private static final double GROWTH = Math.log(1.25);

    private TransitBins() {}

    /** Where a bin from 1 on begins, in microseconds. */
    static double beginsUs(int bin) {
        return bin < 2 ? 0 : FIRST_US * Math.exp((bin - 2) * GROWTH);
    }

    static int of(long agoUs) {
        if (agoUs < -HANDOVER_US) {
            return 0;
        }
        if (agoUs < FIRST_US) {
            return 1;
        }
        return Math.min(COUNT - 1, 2 + (int) (Math.log(agoUs / FIRST_US) / GROWTH));
    }
}
