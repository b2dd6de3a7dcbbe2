package dev.sightline.bench.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of all runs as lines of text: one for each run, and the mean over the seeds of one size and system. */
final class WorldTable {
    private final Map<List<String>, List<Map<String, Double>>> groups = new LinkedHashMap<>();

    /** A run's line; the first one brings the heading. */
    String add(String system, int people, long seed, Map<String, Double> measures) {
        String heading = groups.isEmpty() ? heading(measures) : "";
        groups.computeIfAbsent(List.of(system, Integer.toString(people)), k -> new ArrayList<>())
                .add(measures);
        return heading + line(system, Integer.toString(people), Long.toString(seed), measures);
    }

    /** The means. */
    String means() {
        StringBuilder lines = new StringBuilder();
        groups.forEach((key, runs) -> lines.append(line(key.get(0), key.get(1), "mean", mean(runs))));
        return lines.toString();
    }

    private static Map<String, Double> mean(List<Map<String, Double>> runs) {
        Map<String, Double> mean = new LinkedHashMap<>();
        runs.forEach(run -> run.forEach((name, value) -> mean.merge(name, value / runs.size(), Double::sum)));
        return mean;
    }

    private static String heading(Map<String, Double> measures) {
        StringBuilder line = new StringBuilder(String.format("%-14s %6s %5s", "system", "people", "seed"));
        measures.keySet().forEach(name -> line.append(String.format(" %" + width(name) + "s", name)));
        return line.append('\n').toString();
    }

    private static String line(String system, String people, String seed, Map<String, Double> measures) {
        StringBuilder line = new StringBuilder(String.format("%-14s %6s %5s", system, people, seed));
        measures.forEach((name, value) -> line.append(String.format(Locale.ROOT, " %" + width(name) + ".3f", value)));
        return line.append('\n').toString();
    }

    private static int width(String name) {
        return Math.max(7, name.length());
    }
}
