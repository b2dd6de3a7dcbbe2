package dev.sightline.trainer.pair;

import java.time.Duration;

/**
 * Which labels a system may give itself.
 *
 * @param sameTracklet pictures of one stay show one person
 * @param sameTime two stays in one camera at one time are two people
 * @param links tracklets linked across cameras with much to spare are probably one person
 * @param minOverlap two stays share at least this time; shorter overlaps may be one person whom the tracker saw double
 *     for a moment
 * @param distanceShare a link's distance is at most this share of its threshold, 0 to 1
 * @param marginShare the next best is farther by at least this share of the threshold
 */
public record SelfLabelPolicy(
        boolean sameTracklet,
        boolean sameTime,
        boolean links,
        Duration minOverlap,
        double distanceShare,
        double marginShare) {

    public SelfLabelPolicy {
        if (minOverlap.isNegative()) {
            throw new IllegalArgumentException("shortest overlap = " + minOverlap + "; allowed: 0 or longer");
        }
        if (!(distanceShare > 0 && distanceShare <= 1)) {
            throw new IllegalArgumentException("distance share = " + distanceShare + "; allowed: above 0 to 1");
        }
        if (!(marginShare >= 0)) {
            throw new IllegalArgumentException("margin share = " + marginShare + "; allowed: 0 or greater");
        }
    }

    /** All three kinds; links at half the threshold, with a quarter of it to spare. */
    public static SelfLabelPolicy defaults() {
        return new SelfLabelPolicy(true, true, true, Duration.ofMillis(500), .5, .25);
    }

    /** None: only what people say. */
    public static SelfLabelPolicy none() {
        return new SelfLabelPolicy(false, false, false, Duration.ZERO, .5, .25);
    }

    /** The same with kinds switched on and off. */
    public SelfLabelPolicy with(boolean tracklets, boolean times, boolean confidentLinks) {
        return new SelfLabelPolicy(tracklets, times, confidentLinks, minOverlap, distanceShare, marginShare);
    }

    boolean trusts(ConfidentLink link) {
        return link.squaredDistance() <= distanceShare * link.threshold()
                && (link.margin().isEmpty() || link.margin().getAsDouble() >= marginShare * link.threshold());
    }
}
