package dev.sightline.bench.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How likely a time from one camera to another is, read off the truth of the very world: what no system can know. Bins
 * of five seconds from two minutes of overlap to ten minutes apart, an eighth of a case added to each.
 */
final class TrueTransits {
    private static final long BIN_US = 5_000_000;
    private static final int LEAST = -24;
    private static final int BINS = 144;
    private static final double ADDED = 0.125;

    private final Map<List<Integer>, double[]> counts = new HashMap<>();
    private final double[] departures;

    TrueTransits(List<Visit> visits, int cameras) {
        departures = new double[cameras];
        Map<Integer, Visit> last = new HashMap<>();
        for (Visit visit : visits) {
            Visit before = last.put(visit.person(), visit);
            int bin = before == null ? -1 : bin(before, visit);
            if (before != null && bin >= 0) {
                counts.computeIfAbsent(List.of(before.camera(), visit.camera()), k -> new double[BINS])[bin]++;
                departures[before.camera()]++;
            }
        }
    }

    /** Whether {@code next} may be where the person of {@code visit} went, by time alone. */
    static boolean inWindow(Visit visit, Visit next) {
        return bin(visit, next) >= 0 && visit.startUs() < next.startUs();
    }

    /** Nats for "{@code next} is where the person of {@code visit} went" over "anywhere, at any time of the window". */
    double nats(Visit visit, Visit next) {
        int bin = bin(visit, next);
        double[] seen = counts.get(List.of(visit.camera(), next.camera()));
        double probability = ((seen == null ? 0 : seen[bin]) + ADDED / BINS)
                / (departures[visit.camera()] + ADDED * departures.length);
        return Math.log(probability * BINS * departures.length);
    }

    private static int bin(Visit visit, Visit next) {
        long bin = Math.floorDiv(next.startUs() - visit.endUs(), BIN_US) - LEAST;
        return bin >= 0 && bin < BINS ? (int) bin : -1;
    }
}
