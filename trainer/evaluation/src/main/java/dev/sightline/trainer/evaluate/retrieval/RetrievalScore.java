package dev.sightline.trainer.evaluate.retrieval;

import dev.sightline.contracts.calibration.RateInterval;
import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.evaluate.Measures;
import dev.sightline.trainer.labeled.Numbering;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What many queries found. Queries whose person the gallery does not show are skipped and counted.
 *
 * @param protocol how rows were chosen, in words
 * @param queries what each query found, repeats included
 * @param skipped queries without a right row
 */
public record RetrievalScore(String protocol, List<RankedQuery> queries, int skipped) implements Measures {

    public RetrievalScore {
        queries = List.copyOf(queries);
        if (queries.isEmpty()) {
            throw new IllegalArgumentException("nobody can be found again: none of " + skipped
                    + " queries has a crop of its person in the gallery. A person must be in two cameras, or have two"
                    + " crops where there is one camera; add crops or label tracklets of one person across cameras");
        }
    }

    /** Share of queries with a right row among the first {@code rank}. */
    public double cmc(int rank) {
        return queries.stream().filter(q -> q.firstHit() <= rank).count() / (double) queries.size();
    }

    /** Mean average precision, step sum. */
    public double map() {
        return mean(RankedQuery::averagePrecision);
    }

    /** Mean average precision, trapezoid sum (Market-1501 toolkit). */
    public double mapTrapezoid() {
        return mean(RankedQuery::averagePrecisionTrapezoid);
    }

    /** Mean inverse negative penalty. */
    public double minp() {
        return mean(RankedQuery::inversePenalty);
    }

    /** Mean average precision of the first {@code rank} rows. */
    public double mapAt(int rank) {
        return mean(q -> q.averagePrecisionAt(rank));
    }

    /** Mean average precision of the first as many rows as there are right ones. */
    public double mapAtR() {
        return mean(RankedQuery::averagePrecisionAtR);
    }

    /** Mean share of right rows among the first as many as there are right ones. */
    public double rPrecision() {
        return mean(RankedQuery::rPrecision);
    }

    /** The interval of a figure of queries, such as rank-1, drawing the people who ask; the gallery stays. */
    public RateInterval interval(IdentityBootstrap bootstrap, ToDoubleFunction<RankedQuery> figure) {
        Numbering people = new Numbering();
        int[] person =
                queries.stream().mapToInt(q -> people.of(q.query().identity())).toArray();
        double[] values = queries.stream().mapToDouble(figure).toArray();
        return bootstrap.interval(people.count(), drawn -> {
            double sum = 0;
            long weight = 0;
            for (int q = 0; q < person.length; q++) {
                sum += drawn[person[q]] * values[q];
                weight += drawn[person[q]];
            }
            return weight == 0 ? Double.NaN : sum / weight;
        });
    }

    /** People who ask. */
    public int people() {
        return (int) queries.stream().map(q -> q.query().identity()).distinct().count();
    }

    RetrievalScore noted(String note) {
        return new RetrievalScore(protocol + note, queries, skipped);
    }

    private double mean(ToDoubleFunction<RankedQuery> figure) {
        return queries.stream().mapToDouble(figure).average().orElseThrow();
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("protocol", protocol);
        m.put("queries", queries.size());
        m.put("skipped", skipped);
        m.put("rank-1", cmc(1));
        m.put("rank-5", cmc(5));
        m.put("rank-10", cmc(10));
        m.put("mAP (step)", map());
        m.put("mAP (trapezoid)", mapTrapezoid());
        m.put("mINP", minp());
        m.put("R-precision", rPrecision());
        m.put("MAP@R", mapAtR());
        m.put("mAP@10", mapAt(10));
        m.put(
                "rank-1, ties low-high",
                List.of(
                        mean(q -> q.ties().worstHit() == 1 ? 1 : 0),
                        mean(q -> q.ties().bestHit() == 1 ? 1 : 0)));
        m.put(
                "mAP, ties low-high",
                List.of(mean(q -> q.ties().worstPrecision()), mean(q -> q.ties().bestPrecision())));
        return m;
    }
}
