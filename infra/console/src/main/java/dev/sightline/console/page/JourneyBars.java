package dev.sightline.console.page;

import dev.sightline.console.api.Sightings.SightingItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A journey as bars, a row for each camera, over {@value #WIDTH} units of width. */
public final class JourneyBars {
    private static final double WIDTH = 1_000;
    private static final double LEAST = 4;

    private JourneyBars() {}

    /** A camera's row. */
    public record Row(String camera, List<Stay> stays) {
        public Row {
            stays = List.copyOf(stays);
        }
    }

    /** A stay, wide enough to be seen. */
    public record Stay(String x, String width) {}

    public static List<Row> of(List<SightingItem> sightings) {
        if (sightings.isEmpty()) {
            return List.of();
        }
        Instant from = sightings.stream()
                .map(SightingItem::start)
                .min(Instant::compareTo)
                .orElseThrow();
        Instant to = sightings.stream()
                .map(SightingItem::end)
                .max(Instant::compareTo)
                .orElseThrow();
        double unit = WIDTH / Math.max(1, Duration.between(from, to).toMillis());
        Map<String, List<Stay>> rows = new TreeMap<>();
        for (SightingItem sighting : sightings) {
            double width = Math.max(
                    LEAST,
                    unit * Duration.between(sighting.start(), sighting.end()).toMillis());
            double x = Math.min(
                    WIDTH - width,
                    unit * Duration.between(from, sighting.start()).toMillis());
            rows.computeIfAbsent(sighting.camera(), camera -> new ArrayList<>())
                    .add(new Stay(number(x), number(width)));
        }
        return rows.entrySet().stream()
                .map(row -> new Row(row.getKey(), row.getValue()))
                .toList();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
