package dev.sightline.matcher.link.score;

/**
 * The times since somebody was last seen in one camera at which they are expected in another.
 *
 * @param bins a bit for each of {@link TransitBins}
 */
public record ExpectedTimes(long bins) {
    public static final ExpectedTimes ANY = new ExpectedTimes(-1);

    static final ExpectedTimes NEVER = new ExpectedTimes(0);

    public boolean isNever() {
        return bins == 0;
    }

    /** @param agoUs negative: still there */
    public boolean include(long agoUs) {
        return (bins & bit(TransitBins.of(agoUs))) != 0;
    }

    static long bit(int bin) {
        return 1L << bin;
    }
}
