package dev.sightline.bench.composed;

import dev.sightline.contracts.assignment.LinearAssignment;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the descriptors allow: stays without a mistake, one assignment between the two cameras, and the threshold that
 * is best for this very footage. Nothing that runs on unseen footage can count on it.
 *
 * @param people in both cameras
 * @param right of them linked
 * @param wrong links that join two people
 */
record ComposedCeiling(int people, int right, int wrong) {
    private static final int STEPS = 100;

    /**
     * @param timed only pairs that are as far apart in time as people of the truth are
     */
    static ComposedCeiling of(List<PerfectStay> from, List<PerfectStay> to, boolean timed) {
        Map<String, PerfectStay> arrivals =
                to.stream().collect(Collectors.toMap(PerfectStay::person, Function.identity()));
        List<PerfectStay> travellers =
                from.stream().filter(s -> arrivals.containsKey(s.person())).toList();
        LongSummaryStatistics times = travellers.stream()
                .mapToLong(s -> arrivals.getOrDefault(s.person(), s).first() - s.last())
                .summaryStatistics();
        ComposedCeiling best = new ComposedCeiling(travellers.size(), 0, 0);
        for (int step = 0; step < STEPS; step++) {
            double threshold = step / (double) STEPS;
            ComposedCeiling ceiling = at(threshold, from, to, timed ? times : null, travellers.size());
            if (ceiling.right - ceiling.wrong > best.right - best.wrong) {
                best = ceiling;
            }
        }
        return best;
    }

    private static ComposedCeiling at(
            double threshold,
            List<PerfectStay> from,
            List<PerfectStay> to,
            @Nullable LongSummaryStatistics times,
            int people) {
        double[][] cost = new double[from.size()][to.size() + from.size()];
        for (int i = 0; i < from.size(); i++) {
            for (int j = 0; j < cost[i].length; j++) {
                cost[i][j] = j >= to.size() ? -threshold : cost(from.get(i), to.get(j), times);
            }
        }
        int[] columns = LinearAssignment.minimize(cost);
        int right = 0;
        int wrong = 0;
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] >= 0 && columns[i] < to.size()) {
                boolean same = from.get(i).person().equals(to.get(columns[i]).person());
                right += same ? 1 : 0;
                wrong += same ? 0 : 1;
            }
        }
        return new ComposedCeiling(people, right, wrong);
    }

    private static double cost(PerfectStay from, PerfectStay to, @Nullable LongSummaryStatistics times) {
        long time = to.first() - from.last();
        boolean possible = times == null || time >= times.getMin() && time <= times.getMax();
        return possible ? -from.mean().cosine(to.mean()) : Double.POSITIVE_INFINITY;
    }

    @Override
    public String toString() {
        return right + " of " + people + " linked, " + wrong + " wrong";
    }
}
