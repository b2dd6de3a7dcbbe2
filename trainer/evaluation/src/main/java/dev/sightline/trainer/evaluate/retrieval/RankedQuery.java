package dev.sightline.trainer.evaluate.retrieval;

import java.util.ArrayList;
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
 * @param hits ranks of the right rows, from 1, in order
 * @param ties the same where rows at equal distance are ordered for and against the query
 */
public record RankedQuery(
        Label query,
        int number,
        int firstHit,
        double averagePrecision,
        double averagePrecisionTrapezoid,
        double inversePenalty,
        int right,
        int rows,
        List<Integer> hits,
        Ties ties) {

    public RankedQuery {
        hits = List.copyOf(hits);
    }

    /**
     * What equal distances are worth. A network that describes many crops alike ranks them by the order of the list, and a
     * score then says more of the list than of the network.
     *
     * @param bestHit rank of the first right row, where right rows come first among equals
     * @param worstHit the same where they come last
     * @param bestPrecision average precision, step sum, where right rows come first among equals
     * @param worstPrecision the same where they come last
     */
    public record Ties(int bestHit, int worstHit, double bestPrecision, double worstPrecision) {}

    /** 1 when the nearest row is right, else 0. */
    public double rank1() {
        return firstHit == 1 ? 1 : 0;
    }

    /**
     * Average precision of the first {@code rank} rows: the sum of (right rows so far) / rank over the right ones among
     * them, divided by as many as could be there.
     */
    public double averagePrecisionAt(int rank) {
        double sum = 0;
        for (int i = 0; i < hits.size() && hits.get(i) <= rank; i++) {
            sum += (i + 1.0) / hits.get(i);
        }
        return sum / Math.min(rank, right);
    }

    /** Share of right rows among the first as many as there are right ones (Musgrave et al. 2020, section 3.1). */
    public double rPrecision() {
        return hits.stream().filter(rank -> rank <= right).count() / (double) right;
    }

    /** Average precision of the first as many rows as there are right ones (MAP@R of one query; the same). */
    public double averagePrecisionAtR() {
        return averagePrecisionAt(right);
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
        List<Integer> hits = new ArrayList<>();
        double trapezoids = 0;
        for (int i = 0; i < order.length; i++) {
            if (query.shows(gallery.get(order[i]))) {
                double before = i == 0 ? 1 : hits.size() / (double) i;
                hits.add(i + 1);
                trapezoids += (before + hits.size() / (i + 1.0)) / 2;
            }
        }
        if (hits.isEmpty()) {
            return Optional.empty();
        }
        int right = hits.size();
        return Optional.of(new RankedQuery(
                query,
                number,
                hits.get(0),
                steps(hits),
                trapezoids / right,
                right / (double) hits.get(right - 1),
                right,
                order.length,
                hits,
                ties(hits, order, distance)));
    }

    /** Average precision, step sum, of right rows at these ranks. */
    private static double steps(List<Integer> ranks) {
        double sum = 0;
        for (int i = 0; i < ranks.size(); i++) {
            sum += (i + 1.0) / ranks.get(i);
        }
        return sum / ranks.size();
    }

    private static Ties ties(List<Integer> hits, Integer[] order, double[] distance) {
        List<Integer> best = new ArrayList<>();
        List<Integer> worst = new ArrayList<>();
        int next = 0;
        while (next < hits.size()) {
            double at = distance[order[hits.get(next) - 1]];
            int from = hits.get(next) - 1;
            while (from > 0 && distance[order[from - 1]] == at) {
                from--;
            }
            int to = hits.get(next);
            while (to < order.length && distance[order[to]] == at) {
                to++;
            }
            int equal = next;
            while (equal < hits.size() && hits.get(equal) <= to) {
                equal++;
            }
            for (int i = next; i < equal; i++) {
                best.add(from + 1 + i - next);
                worst.add(to - (equal - 1 - i));
            }
            next = equal;
        }
        return new Ties(best.get(0), worst.get(0), steps(best), steps(worst));
    }
}
