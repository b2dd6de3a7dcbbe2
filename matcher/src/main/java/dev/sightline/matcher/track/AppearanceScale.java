package dev.sightline.matcher.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Learns, camera by camera, what a cosine similarity is worth: the similarities of a tracklet with its own next
 * detection (same person) and with the other people of the same frame (never the same person). Any descriptor model
 * therefore gives evidence on one scale, and a model that cannot tell people apart in this view gives none. Each model
 * has a scale of its own; two are kept, so that a model that takes over from another has learned before it counts.
 */
final class AppearanceScale {
    static final int WARM_UP = 20;
    private static final int MEMORY = 500;
    private static final int MODELS = 2;
    /**
     * Share of a person's detections whose description says nothing (half hidden, odd pose, bad crop): bounds what one
     * unlikely look can say against a tracklet that motion speaks for.
     */
    private static final double MISTAKEN = 0.05;

    /** The same for the mean of several looks. */
    private static final double ALL_MISTAKEN = 0.001;

    private static final double SMALLEST_DEVIATION = 0.02;

    private final List<OfModel> models;

    AppearanceScale() {
        this(List.of());
    }

    /** @param models the one begun last comes last */
    AppearanceScale(List<OfModel> models) {
        this.models = new ArrayList<>(models);
    }

    /**
     * What is known of one model's similarities.
     *
     * @param same of one person
     * @param other of different people
     */
    record OfModel(String modelId, Moments same, Moments other) {
        static OfModel begun(String modelId) {
            return new OfModel(modelId, new Moments(0, 0, 0), new Moments(0, 0, 0));
        }
    }

    List<OfModel> models() {
        return List.copyOf(models);
    }

    void learn(String model, double similarity, boolean samePerson) {
        OfModel scale = of(model).orElseGet(() -> begin(model));
        (samePerson ? scale.same : scale.other).add(similarity);
    }

    /**
     * Log-likelihood ratio same person : another person of a similarity, within plus or minus {@code limit} nats;
     * monotone in the similarity; 0 until both sides are known.
     */
    double evidence(String model, double similarity, double limit) {
        return of(model)
                .map(scale -> evidence(scale, similarity, limit, MISTAKEN))
                .orElse(0.0);
    }

    /** The same of the mean of several looks, which can say more against. */
    double plainEvidence(String model, double similarity, double limit) {
        return of(model)
                .map(scale -> evidence(scale, similarity, limit, ALL_MISTAKEN))
                .orElse(0.0);
    }

    private static double evidence(OfModel scale, double similarity, double limit, double mistaken) {
        Moments same = scale.same;
        Moments other = scale.other;
        if (same.count < WARM_UP || other.count < WARM_UP || same.mean <= other.mean) {
            return 0;
        }
        double inside = Math.max(other.mean, Math.min(same.mean, similarity));
        double ratio = Math.min(limit, same.logDensity(inside) - other.logDensity(inside));
        return Math.max(-limit, StrictMath.log((1 - mistaken) * StrictMath.exp(ratio) + mistaken));
    }

    private Optional<OfModel> of(String model) {
        return models.stream().filter(m -> m.modelId.equals(model)).findFirst();
    }

    private OfModel begin(String model) {
        if (models.size() == MODELS) {
            models.remove(0);
        }
        OfModel begun = OfModel.begun(model);
        models.add(begun);
        return begun;
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

        private double logDensity(double value) {
            double deviation = Math.max(SMALLEST_DEVIATION, Math.sqrt(variance));
            double z = (value - mean) / deviation;
            return -0.5 * z * z - StrictMath.log(deviation);
        }
    }
}
