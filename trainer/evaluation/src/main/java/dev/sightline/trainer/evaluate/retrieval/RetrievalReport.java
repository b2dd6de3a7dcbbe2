package dev.sightline.trainer.evaluate.retrieval;

import dev.sightline.contracts.calibration.RateInterval;
import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.evaluate.Measures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A retrieval score with intervals over people, and what it is made of by pair of cameras.
 *
 * @param score over all cameras
 * @param rank1 interval of rank-1
 * @param map interval of mAP (step)
 * @param pairs Market-1501 by ordered camera pair; empty with one camera
 */
public record RetrievalReport(
        RetrievalScore score, RateInterval rank1, RateInterval map, Map<CameraPair, RetrievalScore> pairs)
        implements Measures {

    public RetrievalReport {
        pairs = new LinkedHashMap<>(pairs);
    }

    /** Draws the intervals. */
    public static RetrievalReport of(
            RetrievalScore score, Map<CameraPair, RetrievalScore> pairs, IdentityBootstrap bootstrap) {
        return new RetrievalReport(
                score,
                score.interval(bootstrap, RankedQuery::rank1),
                score.interval(bootstrap, RankedQuery::averagePrecision),
                pairs);
    }

    @Override
    public Map<CameraPair, RetrievalScore> pairs() {
        return new LinkedHashMap<>(pairs);
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        score.measures().forEach((name, value) -> {
            m.put(name, value);
            if (name.equals("skipped")) {
                m.put("people asking", score.people());
            } else if (name.equals("rank-1")) {
                m.put("rank-1 95% over people", List.of(rank1.low(), rank1.high()));
            } else if (name.equals("mAP (step)")) {
                m.put("mAP 95% over people", List.of(map.low(), map.high()));
            }
        });
        Map<String, Object> table = new LinkedHashMap<>();
        pairs.forEach((pair, found) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("queries", found.queries().size());
            row.put("people", found.people());
            row.put("rank-1", found.cmc(1));
            row.put("rank-5", found.cmc(5));
            row.put("mAP (step)", found.map());
            row.put("mINP", found.minp());
            table.put(pair.toString(), row);
        });
        if (!table.isEmpty()) {
            m.put("per camera pair", table);
        }
        return m;
    }
}
