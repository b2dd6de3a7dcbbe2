package dev.sightline.matcher.track;

import dev.sightline.contracts.assignment.LinearAssignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * IDF1 (Ristani et al. 2016) and MOTA (Bernardin and Stiefelhagen 2008) of one camera at an overlap of one half, enough
 * to hold a floor in a test.
 */
record TrackingScore(double idf1, double mota, int switches) {
    private static final double OVERLAP = 0.5;

    /** A box of a person or tracklet in a frame. */
    record Row(int frame, String id, Rect box) {}

    static TrackingScore of(List<Row> truth, List<Row> predicted) {
        Map<Integer, List<Row>> expected = byFrame(truth);
        Map<Integer, List<Row>> found = byFrame(predicted);
        Map<String, Map<String, Integer>> together = new TreeMap<>();
        Map<String, String> last = new HashMap<>();
        int matches = 0;
        int switches = 0;
        for (Map.Entry<Integer, List<Row>> frame : expected.entrySet()) {
            List<Row> rows = frame.getValue();
            List<Row> columns = found.getOrDefault(frame.getKey(), List.of());
            count(rows, columns, together);
            int[] pairs = LinearAssignment.minimize(costs(rows, columns, last));
            for (int i = 0; i < pairs.length; i++) {
                if (pairs[i] != LinearAssignment.NONE) {
                    matches++;
                    String now = columns.get(pairs[i]).id();
                    String before = last.put(rows.get(i).id(), now);
                    switches += before != null && !before.equals(now) ? 1 : 0;
                }
            }
        }
        int misses = truth.size() - matches;
        int falseOnes = predicted.size() - matches;
        return new TrackingScore(
                2.0 * identityMatches(together) / (truth.size() + predicted.size()),
                1 - (double) (misses + falseOnes + switches) / truth.size(),
                switches);
    }

    private static Map<Integer, List<Row>> byFrame(List<Row> rows) {
        Map<Integer, List<Row>> frames = new TreeMap<>();
        rows.forEach(row ->
                frames.computeIfAbsent(row.frame(), f -> new ArrayList<>()).add(row));
        return frames;
    }

    private static void count(List<Row> rows, List<Row> columns, Map<String, Map<String, Integer>> together) {
        for (Row row : rows) {
            for (Row column : columns) {
                if (row.box().iou(column.box()) >= OVERLAP) {
                    together.computeIfAbsent(row.id(), id -> new TreeMap<>()).merge(column.id(), 1, Integer::sum);
                }
            }
        }
    }

    /** A pair that was one before stays one as long as it overlaps enough. */
    private static double[][] costs(List<Row> rows, List<Row> columns, Map<String, String> last) {
        double[][] costs = new double[rows.size()][columns.size()];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns.size(); j++) {
                double overlap = rows.get(i).box().iou(columns.get(j).box());
                boolean same = columns.get(j).id().equals(last.get(rows.get(i).id()));
                costs[i][j] = overlap < OVERLAP ? Double.POSITIVE_INFINITY : 1 - overlap - (same ? 1000 : 0);
            }
        }
        return costs;
    }

    private static double identityMatches(Map<String, Map<String, Integer>> together) {
        List<String> columns = together.values().stream()
                .flatMap(counts -> counts.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        double[][] costs = together.values().stream()
                .map(counts -> columns.stream()
                        .mapToDouble(id -> -counts.getOrDefault(id, 0))
                        .toArray())
                .toArray(double[][]::new);
        return -LinearAssignment.total(costs, LinearAssignment.minimize(costs));
    }
}
