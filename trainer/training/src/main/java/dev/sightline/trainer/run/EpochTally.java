package dev.sightline.trainer.run;

import dev.sightline.trainer.loss.EmbeddingHealth;
import dev.sightline.trainer.run.TrainableNetwork.StepCost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sums up the steps of an epoch. One thread. */
final class EpochTally {
    private final long startNanos = System.nanoTime();
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private final List<EmbeddingHealth> looks = new ArrayList<>();
    private double norms;
    private double rate;
    private long images;
    private int steps;

    void add(StepCost cost, long batch, double rate) {
        cost.terms().forEach((name, value) -> sums.merge(name, value, Double::sum));
        sums.merge("total", cost.total(), Double::sum);
        cost.health().ifPresent(looks::add);
        norms += cost.gradientNorm();
        this.rate = rate;
        images += batch;
        steps++;
    }

    /** Mean loss by name. */
    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / steps));
        return means;
    }

    /** The mean of the batches looked at; empty when none was. */
    Optional<EmbeddingHealth> health() {
        return looks.isEmpty() ? Optional.empty() : Optional.of(EmbeddingHealth.mean(looks));
    }

    double gradientNorm() {
        return steps == 0 ? 0 : norms / steps;
    }

    double rate() {
        return rate;
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    double imagesPerSecond() {
        return images / Math.max(1e-9, seconds());
    }
}
