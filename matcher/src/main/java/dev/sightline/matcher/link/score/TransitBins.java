package dev.sightline.matcher.link.score;

import java.util.Arrays;

/** Times since somebody was last seen, in bins that grow by a quarter: bin 0 is at the same time, the last is a day or more. */
final class TransitBins {
    static final int COUNT = 53;
    /** Trackers hand over late. */
    private static final long HANDOVER_US = 500_000;

    private static final double FIRST_US = 1e6;
    private static final double GROWTH = Math.log(1.25);
    /** The least time in each bin. */
    private static final long[] LEAST_US = leastUs();

    private TransitBins() {}

    /** Where a bin from 1 on begins, in microseconds. */
    static double beginsUs(int bin) {
        return bin < 2 ? 0 : FIRST_US * Math.exp((bin - 2) * GROWTH);
    }

    static int of(long agoUs) {
        int at = Arrays.binarySearch(LEAST_US, agoUs);
        return at >= 0 ? at : -at - 2;
    }

    private static long[] leastUs() {
        long[] least = new long[COUNT];
        least[0] = Long.MIN_VALUE;
        least[1] = -HANDOVER_US;
        for (int bin = 2; bin < COUNT; bin++) {
            long us = (long) beginsUs(bin) - 2;
            while (2 + (int) Math.floor(Math.log(us / FIRST_US) / GROWTH) < bin) {
                us++; // Logarithm and power differ in their last digits.
            }
            least[bin] = us;
        }
        return least;
    }
}
