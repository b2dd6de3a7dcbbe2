package dev.sightline.bench.world.baseline;

import java.util.ArrayList;
import java.util.List;

/** Average-linkage agglomerative clustering that never joins two tracklets of one camera that overlap. */
final class Clusters {
    private Clusters() {}

    /**
     * Joins the two nearest clusters until none are within {@code threshold}.
     *
     * @param distance of two tracklets; infinite where they must not be together
     */
    static List<List<SeenTracklet>> of(List<SeenTracklet> tracklets, Distance distance, double threshold) {
        List<List<SeenTracklet>> clusters = new ArrayList<>();
        tracklets.forEach(t -> clusters.add(new ArrayList<>(List.of(t))));
        while (true) {
            int left = -1;
            int right = -1;
            double least = threshold;
            for (int i = 0; i < clusters.size(); i++) {
                for (int j = i + 1; j < clusters.size(); j++) {
                    double d = average(clusters.get(i), clusters.get(j), distance);
                    if (d <= least) {
                        least = d;
                        left = i;
                        right = j;
                    }
                }
            }
            if (left < 0) {
                return clusters;
            }
            clusters.get(left).addAll(clusters.remove(right));
        }
    }

    private static double average(List<SeenTracklet> a, List<SeenTracklet> b, Distance distance) {
        double sum = 0;
        for (SeenTracklet left : a) {
            for (SeenTracklet right : b) {
                sum += distance.of(left, right);
            }
        }
        return sum / (a.size() * b.size());
    }

    /** How unlike two tracklets are. */
    @FunctionalInterface
    interface Distance {
        double of(SeenTracklet left, SeenTracklet right);
    }
}
