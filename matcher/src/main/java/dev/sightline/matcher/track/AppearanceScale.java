package dev.sightline.matcher.track;

/**
 * Learns, camera by camera, what a cosine similarity is worth: the similarities of a tracklet with its own next
 * detection (same person) and with the other people of the same frame (never the same person). Any descriptor model
 * therefore gives evidence on one scale, and a model that cannot tell people apart in this view gives none.
 */
final class AppearanceScale {
    static final int WARM_UP = 20;
    private static final int MEMORY = 500;
    /**
     * Share of a person's detections whose description says nothing (half hidden, odd pose, bad crop): bounds what one
     * unlikely look can say against a tracklet that motion speaks for.
     */
    private static final double MISTAKEN = 0.05;

    private static final double SMALLEST_DEVIATION = 0.02;

    private String modelId;
    private final Moments same;
    private final Moments other;

    AppearanceScale() {
        this("", new Moments(0, 0, 0), new Moments(0, 0, 0));
    }

    AppearanceScale(String modelId, Moments same, Moments other) {
        this.modelId = modelId;
        this.same = same;
        this.other = other;
    }

    String modelId() {
        return modelId;
    }

    Moments same() {
        return same;
    }

    Moments other() {
        return other;
    }

    void learn(String model, double similarity, boolean samePerson) {
        if (!model.equals(modelId)) {
            modelId = model;
            same.clear();
            other.clear();
        }
        (samePerson ? same : other).add(similarity);
    }

    /**
     * Log-likelihood ratio same person : another person of a similarity, within plus or minus {@code limit} nats;
     * monotone in the similarity; 0 until both sides are known.
     */
    double evidence(String model, double similarity, double limit) {
        if (!model.equals(modelId) || same.count < WARM_UP || other.count < WARM_UP || same.mean <= other.mean) {
            return 0;
        }
        double inside = Math.max(other.mean, Math.min(same.mean, similarity));
        double ratio = Math.min(limit, same.logDensity(inside) - other.logDensity(inside));
        return Math.max(-limit, StrictMath.log((1 - MISTAKEN) * StrictMath.exp(ratio) + MISTAKEN));
    }

    /** Mean and variance that slowly forget: Welford's update with a capped count. */
    static final class Moments {
        private int count;
        private double mean;
        private double variance;

        Moments(int count, double mean, double variance) {
            this.count = count;
            this.mean = mean;
            this.variance = variance;
        }

        int count() {
            return count;
        }

        double mean() {
            return mean;
        }

        double variance() {
            return variance;
        }

        private void add(double value) {
            count = Math.min(MEMORY, count + 1);
            double rate = 1.0 / count;
            double delta = value - mean;
            mean += rate * delta;
            variance = (1 - rate) * (variance + rate * delta * delta);
        }

        private void clear() {
            count = 0;
            mean = 0;
            variance = 0;
        }

        private double logDensity(double value) {
            double deviation = Math.max(SMALLEST_DEVIATION, Math.sqrt(variance));
            double z = (value - mean) / deviation;
            return -0.5 * z * z - StrictMath.log(deviation);
        }
    }
}
