package dev.sightline.trainer.evaluate.retrieval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one query found.
 *
 * @param query who asked
 * @param number of the query in the list of queries, from 0
 * @param firstHit rank of the first right row, from 1
 * @param averagePrecision mean over right rows of (right rows so far) / rank: the step sum, as most papers use
 * @param averagePrecisionTrapezoid the trapezoid sum of the Market-1501 toolkit, always lower
 * @param inversePenalty right rows / rank of the last one (INP; Ye et al. 2021)
 * @param right rows of the person in the gallery
 * @param rows rows compared
 */
public record RankedQuery(
        Label query,
        int number,
        int firstHit,
        double averagePrecision,
        double averagePrecisionTrapezoid,
        double inversePenalty,
        int right,
        int rows) {

    /** 1 when the nearest row is right, else 0. */
    public double rank1() {
        return firstHit == 1 ? 1 : 0;
    }

    /**
     * Ranks the rows by distance; equal distances keep their order.
     *
     * @param number of the query
     * @param kept gallery rows to compare with
     * @return empty when no row shows the person
     */
    static Optional<RankedQuery> rank(Label query, int number, List<Label> gallery, double[] distance, int[] kept) {
        Integer[] order = Arrays.stream(kept).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(distance[a], distance[b]));
        int hits = 0;
        int first = 0;
        int last = 0;
        double steps = 0;
        double trapezoids = 0;
        for (int i = 0; i < order.length; i++) {
            if (query.shows(gallery.get(order[i]))) {
                double before = i == 0 ? 1 : hits / (double) i;
                hits++;
                first = first == 0 ? i + 1 : first;
                last = i + 1;
                double precision = hits / (i + 1.0);
                steps += precision;
                trapezoids += (before + precision) / 2;
            }
        }
        return hits == 0
                ? Optional.empty()
                : Optional.of(new RankedQuery(
                        query,
                        number,
                        first,
                        steps / hits,
                        trapezoids / hits,
                        hits / (double) last,
                        hits,
                        order.length));
    }
}
