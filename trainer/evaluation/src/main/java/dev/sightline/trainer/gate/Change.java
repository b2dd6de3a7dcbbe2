package dev.sightline.trainer.gate;

import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.evaluate.verification.OpenSet;
import java.util.stream.IntStream;

/**
 * A figure of both models and the interval of the challenger's gain, from drawing whole people, the same for both
 * models (paired). Gains are positive where the challenger is better, also for error rates.
 *
 * @param champion the figure
 * @param challenger the figure
 * @param gain of the challenger
 * @param low the gain is above this, with the confidence asked for
 * @param high the gain is below this, with the confidence asked for
 */
record Change(double champion, double challenger, double gain, double low, double high) {

    /** Of the means over queries. */
    static Change ofQueries(
            double[] champion, double[] challenger, int[] person, GatePolicy.Certainty certainty, double confidence) {
        int people = IntStream.of(person).max().orElse(0) + 1;
        double[] gains = bootstrap(certainty).values(people, drawn -> {
            double sum = 0;
            long weight = 0;
            for (int q = 0; q < person.length; q++) {
                sum += drawn[person[q]] * (challenger[q] - champion[q]);
                weight += drawn[person[q]];
            }
            return weight == 0 ? Double.NaN : sum / weight;
        });
        double before = mean(champion);
        double after = mean(challenger);
        return of(before, after, after - before, gains, confidence);
    }

    /** Of FNIR at a target FPIR, rank 1; each draw finds both thresholds again. */
    static Change ofFnir(OpenSet champion, OpenSet challenger, double fpir, GatePolicy.Certainty certainty) {
        double[] gains = bootstrap(certainty)
                .values(
                        champion.everybody(),
                        drawn -> champion.fnirAtFpir(fpir, 1, drawn) - challenger.fnirAtFpir(fpir, 1, drawn));
        double before = champion.fnir(1, champion.thresholdAtFpir(fpir));
        double after = challenger.fnir(1, challenger.thresholdAtFpir(fpir));
        return of(before, after, before - after, gains, certainty.confidence());
    }

    private static IdentityBootstrap bootstrap(GatePolicy.Certainty certainty) {
        return new IdentityBootstrap(certainty.resamples(), certainty.confidence(), certainty.seed());
    }

    private static Change of(double before, double after, double gain, double[] gains, double confidence) {
        return new Change(
                before,
                after,
                gain,
                IdentityBootstrap.quantile(gains, 1 - confidence),
                IdentityBootstrap.quantile(gains, confidence));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
