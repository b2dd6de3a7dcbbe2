package dev.sightline.trainer.adapt;

/**
 * How a site may label itself, and how much of it is kept for judging.
 *
 * @param links which links between cameras are believed
 * @param frozenShare share of the people, as far as they are known, who never train and judge the result; 0.3
 * @param cropsPerTracklet most pictures of one tracklet that train, spread evenly; 24
 * @param leastTracklets fewer to learn from and nothing is done; 8
 * @param leastPeople fewer frozen people seen by two cameras decide nothing; 8, the fewest of whom a sign test can say
 *     that a gain is no chance although one of them fell
 * @param seed of who is frozen
 */
public record AdaptPolicy(
        Links links, double frozenShare, int cropsPerTracklet, int leastTracklets, int leastPeople, long seed) {

    /**
     * Which links are believed.
     *
     * @param strangerRate a link is no farther than what so many of the tracklets known to be two people are; .01
     * @param distanceShare nor than this share of that distance; .9
     * @param marginShare and the next best is farther by this share of it; .1
     * @param leastPurity least share of links that the two halves of the tracklets confirm; below it links that were given
     *     stop everything, and links found here are left out; .6
     */
    public record Links(double strangerRate, double distanceShare, double marginShare, double leastPurity) {
        public Links {
            requireShare("stranger rate", strangerRate);
            requireShare("distance share", distanceShare);
            requireShare("least purity", leastPurity);
            if (!(marginShare >= 0)) {
                throw new IllegalArgumentException("margin share " + marginShare + " is not allowed: use 0 or more");
            }
        }
    }

    public AdaptPolicy {
        requireShare("frozen share", frozenShare);
        if (frozenShare > .9) {
            throw new IllegalArgumentException("frozen share " + frozenShare + " is not allowed: use up to 0.9");
        }
        if (cropsPerTracklet < 2 || leastTracklets < 4 || leastPeople < 2) {
            throw new IllegalArgumentException(cropsPerTracklet + " crops a tracklet, at least " + leastTracklets
                    + " tracklets and " + leastPeople + " people are not allowed: use at least 2, 4 and 2");
        }
    }

    /** The values named above, seed 1. */
    public static AdaptPolicy defaults() {
        return new AdaptPolicy(new Links(.01, .9, .1, .6), .3, 24, 8, 8, 1);
    }

    /** The same with another share frozen. */
    public AdaptPolicy frozen(double share) {
        return new AdaptPolicy(links, share, cropsPerTracklet, leastTracklets, leastPeople, seed);
    }

    private static void requireShare(String what, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " " + value + " is not allowed: use above 0 to 1");
        }
    }
}
