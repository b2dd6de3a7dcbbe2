package dev.sightline.trainer.report;

import dev.sightline.trainer.evaluate.retrieval.RetrievalScore;
import dev.sightline.trainer.evaluate.verification.Roc;
import dev.sightline.trainer.labeled.PairScores;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Plots of what a model can do. */
public final class JudgedPlots {
    private static final int RANKS = 20;
    private static final int POINTS_PER_DECADE = 20;

    private JudgedPlots() {}

    /** True accept rate over false accept rate, from the lowest rate that the pairs can show up to 1. */
    public static Plot roc(PairScores pairs) {
        Roc roc = new Roc(pairs.genuine().scores(), pairs.impostor().scores());
        double least = 1.0 / roc.impostors();
        double low = Math.pow(10, Math.floor(Math.log10(least) + 1e-9));
        List<double[]> points = new ArrayList<>();
        for (double power = Math.log10(least); power < 0; power += 1.0 / POINTS_PER_DECADE) {
            double far = Math.max(least, Math.pow(10, power));
            points.add(new double[] {far, roc.atFar(far).tar()});
        }
        points.add(new double[] {1, 1});
        return new Plot(
                "ROC",
                Axis.logarithmic("false accept rate", Math.min(low, .1), 1),
                Axis.share("true accept rate"),
                List.of(new Curve(
                        "pairs of crops",
                        points.stream().mapToDouble(p -> p[0]).toArray(),
                        points.stream().mapToDouble(p -> p[1]).toArray())));
    }

    /** Share of queries with a right row among the first 1 to 20. */
    public static Plot cmc(RetrievalScore score) {
        return new Plot(
                "CMC",
                new Axis("rank", false, 1, RANKS),
                Axis.share("share of queries found"),
                List.of(new Curve(
                        score.protocol(),
                        IntStream.rangeClosed(1, RANKS).asDoubleStream().toArray(),
                        IntStream.rangeClosed(1, RANKS).mapToDouble(score::cmc).toArray())));
    }
}
