package dev.sightline.matcher.link.revise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Groups by average linkage (Sokal and Michener, 1958).
 *
 * @param pairs how much speaks for each two being one; symmetric
 */
record Groups(double[][] pairs) {
    /** Merges the two groups that belong together most, while the mean over their pairs is {@code least}; the largest group first. */
    List<List<Integer>> by(double least) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int i = 0; i < pairs.length; i++) {
            groups.add(new ArrayList<>(List.of(i)));
        }
        while (mergeNearest(groups, least)) {}
        groups.forEach(group -> group.sort(Comparator.naturalOrder()));
        groups.sort(
                Comparator.comparingInt((List<Integer> group) -> -group.size()).thenComparing(group -> group.get(0)));
        return groups;
    }

    private boolean mergeNearest(List<List<Integer>> groups, double least) {
        double most = Double.NEGATIVE_INFINITY;
        int into = 0;
        int from = 0;
        for (int i = 1; i < groups.size(); i++) {
            for (int j = 0; j < i; j++) {
                double mean = mean(groups.get(i), groups.get(j));
                if (mean > most) {
                    most = mean;
                    into = j;
                    from = i;
                }
            }
        }
        if (most < least) {
            return false;
        }
        groups.get(into).addAll(groups.remove(from));
        return true;
    }

    private double mean(List<Integer> left, List<Integer> right) {
        double sum = 0;
        for (int l : left) {
            for (int r : right) {
                sum += pairs[l][r];
            }
        }
        return sum / (left.size() * right.size());
    }
}
