package dev.sightline.trainer.gate;

/**
 * How much worse a challenger may be, and how sure the gate must be of it.
 *
 * @param bounds on accuracy
 * @param certainty of the statistics
 * @param limits on export and speed
 */
public record GatePolicy(Bounds bounds, Certainty certainty, Limits limits) {

    /**
     * Allowed falls, each 0..1. A bound is what an operator would not notice: smaller than what a new seed of the same
     * recipe moves the figure by, so that a retraining is not kept out by luck.
     *
     * @param rank1 fall of rank-1 over all cameras; .01
     * @param map fall of mAP; .01
     * @param fnir rise of FNIR at {@code fpir}; .02, because a threshold read off few strangers moves more
     * @param fpir the FPIR at which FNIR is read; .1, the lowest that fifty strangers with a few crops show well
     * @param pairRank1 fall of rank-1 in any one camera pair; .05, because a pair has a fraction of the queries
     */
    public record Bounds(double rank1, double map, double fnir, double fpir, double pairRank1) {
        public Bounds {
            require("fall of rank-1", rank1, 0);
            require("fall of mAP", map, 0);
            require("rise of FNIR", fnir, 0);
            require("FPIR", fpir, Double.MIN_NORMAL);
            require("fall of a camera pair's rank-1", pairRank1, 0);
        }
    }

    /**
     * How sure.
     *
     * @param confidence one-sided, .95: one challenger in twenty that is worse by just the bound may pass
     * @param resamples draws of people
     * @param seed of the draws and of who is enrolled
     * @param leastPeople fewer than these asking and nothing is decided; 50, because on fewer the bootstrap's intervals
     *     are too narrow, most of all when both models agree on everybody
     * @param leastPairPeople camera pairs with fewer are listed, not judged; 20
     */
    public record Certainty(double confidence, int resamples, long seed, int leastPeople, int leastPairPeople) {
        public Certainty {
            if (!(confidence >= .5 && confidence < 1)) {
                throw new IllegalArgumentException(
                        "confidence " + confidence + " is not allowed: use .5 up to below 1, such as .95");
            }
            if (resamples < 100 || leastPeople < 2 || leastPairPeople < 1) {
                throw new IllegalArgumentException(resamples + " resamples, at least " + leastPeople + " people, "
                        + leastPairPeople + " in a pair are not allowed: use at least 100, 2 and 1");
            }
        }
    }

    /**
     * What must hold apart from accuracy.
     *
     * @param parity greatest difference of a descriptor's value between LibTorch and ONNX Runtime; 1e-4
     * @param latencyMillis processor time per crop on one thread that any model may take; 25, forty crops a second
     * @param latencyRatio beyond that, the most the challenger may take over the champion; 1.2
     */
    public record Limits(double parity, double latencyMillis, double latencyRatio) {
        public Limits {
            if (!(parity > 0) || !(latencyMillis >= 0) || !(latencyRatio >= 0)) {
                throw new IllegalArgumentException("parity " + parity + ", latency " + latencyMillis + " ms, ratio "
                        + latencyRatio + " are not allowed: use a parity above 0 and others of at least 0");
            }
        }
    }

    /** The values named above. */
    public static GatePolicy defaults() {
        return new GatePolicy(
                new Bounds(.01, .01, .02, .1, .05), new Certainty(.95, 2_000, 1, 50, 20), new Limits(1e-4, 25, 1.2));
    }

    private static void require(String what, double value, double least) {
        if (!(value >= least && value <= 1)) {
            throw new IllegalArgumentException(
                    what + " " + value + " is not allowed: use " + (least > 0 ? "above 0" : "0") + " to 1");
        }
    }
}
