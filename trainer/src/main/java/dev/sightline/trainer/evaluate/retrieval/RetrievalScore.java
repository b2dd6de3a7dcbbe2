package dev.sightline.trainer.evaluate.retrieval;

import dev.sightline.trainer.evaluate.Measures;
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
            throw new IllegalArgumentException("no query has a right row in the gallery (" + skipped
                    + " skipped): a person must be in two cameras to be found again");
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
        return m;
    }
}
