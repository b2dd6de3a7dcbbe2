package dev.sightline.matcher.link.score;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What place and time say about who comes into a camera: for each ordered pair of cameras two histograms over the time since
 * somebody was last seen, one of those who came, each counted by the probability that it was they, one of everybody else who
 * was known at that moment. The log-likelihood ratio of the two is the transit term. It is shrunk towards nothing until
 * enough people came into a camera, and bounded, so that a learned habit never outweighs clear looks. The mean of its
 * exponential over impostors is at most 1: an error rate that is shared out in its proportion is held. Overlapping views
 * show as time zero.
 *
 * <p>Learned online, deterministic, drained and restored with the site's memory. One thread.
 */
public final class TransitTimes {
    /** Greatest ratio of one way, in either direction. */
    public static final double BOUND = 6;

    private static final double SHRINK = 8;
    private static final double SPREAD = 10;
    private static final long HORIZON_US = 300_000_000;
    private static final double MOST_SEEN = 4_000;

    private final Map<String, Map<String, Cells>> byDestination = new TreeMap<>();
    /** Asked for with each candidate, changed with each decision; derived again after a change, so a restart has the same bits. */
    private final Map<String, Totals> totals = new HashMap<>();

    private final TreeSet<String> changed = new TreeSet<>();

    /** Where somebody was last seen, and how long ago; negative: still there. */
    public record Last(String cameraId, long agoUs) {}

    /** Natural log of how much more likely the person who was last seen so is than somebody else who is known. */
    public double logLikelihoodRatio(Last last, String cameraId) {
        Map<String, Cells> into = byDestination.getOrDefault(cameraId, Map.of());
        Totals all = totals.computeIfAbsent(cameraId, camera -> Totals.of(into));
        if (all.sure() == 0) {
            return 0;
        }
        int bin = TransitBins.of(last.agoUs());
        Cells cells = into.get(last.cameraId());
        double uniform = 1.0 / ((into.size() + (cells == null ? 1 : 0)) * TransitBins.COUNT);
        double impostor = ((cells == null ? 0 : cells.others(bin)) + SPREAD * uniform) / (all.others() + SPREAD);
        double genuine = ((cells == null ? 0 : cells.sure(bin)) + SHRINK * impostor) / (all.sure() + SHRINK);
        return Math.max(-BOUND, Math.min(BOUND, Math.log(genuine / impostor)));
    }

    /**
     * Somebody known when another tracklet began.
     *
     * @param probability that it was they
     * @param others how many it stands for who were not
     */
    public record Seen(Last last, double probability, double others) {}

    /** How far back who was last seen may be expected: longer ways are found by looks alone. */
    public long horizonUs() {
        return HORIZON_US;
    }

    /** Takes in that a person came into a camera. */
    public void learn(String cameraId, List<Seen> known) {
        Map<String, Cells> into = byDestination.computeIfAbsent(cameraId, c -> new TreeMap<>());
        for (Seen seen : known) {
            int bin = TransitBins.of(seen.last().agoUs());
            Cells cells = cells(into, cameraId, seen.last().cameraId());
            cells.sure[bin] += seen.probability();
            cells.others[bin] += seen.others();
        }
        if (Totals.of(into).sure() > MOST_SEEN) {
            into.forEach((from, cells) -> {
                cells.halve();
                changed.add(key(from, cameraId));
            });
        }
        totals.remove(cameraId);
    }

    /** Takes over what was drained. */
    public void restore(WayCounts way) {
        Cells cells = new Cells();
        for (int i = 0; i < Math.min(TransitBins.COUNT, way.bins()); i++) {
            cells.sure[i] = way.sure(i);
            cells.others[i] = way.others(i);
        }
        byDestination.computeIfAbsent(way.toCamera(), c -> new TreeMap<>()).put(way.fromCamera(), cells);
        totals.remove(way.toCamera());
    }

    /** Hands every pair that changed since the last call to {@code store}, by its key. */
    public void drain(BiConsumer<String, WayCounts> store) {
        for (String key : changed) {
            int cut = key.indexOf('>');
            String from = key.substring(0, cut);
            String to = key.substring(cut + 1);
            Cells cells = byDestination.getOrDefault(to, Map.of()).get(from);
            if (cells != null) {
                store.accept(key, new WayCounts(from, to, cells.sure, cells.others));
            }
        }
        changed.clear();
    }

    private Cells cells(Map<String, Cells> into, String to, String from) {
        changed.add(key(from, to));
        return into.computeIfAbsent(from, f -> new Cells());
    }

    private static String key(String from, String to) {
        return from + ">" + to;
    }

    /** Counts of all ways into a camera. */
    private record Totals(double sure, double others) {
        static Totals of(Map<String, Cells> into) {
            double sure = 0;
            double others = 0;
            for (Cells cells : into.values()) {
                for (int i = 0; i < TransitBins.COUNT; i++) {
                    sure += cells.sure[i];
                    others += cells.others[i];
                }
            }
            return new Totals(sure, others);
        }
    }

    /** Counts of one ordered pair of cameras. */
    private static final class Cells {
        private final double[] sure = new double[TransitBins.COUNT];
        private final double[] others = new double[TransitBins.COUNT];

        double sure(int bin) {
            return smoothed(sure, bin);
        }

        double others(int bin) {
            return smoothed(others, bin);
        }

        void halve() {
            for (int i = 0; i < sure.length; i++) {
                sure[i] /= 2;
                others[i] /= 2;
            }
        }

        /** Neighboring times are alike; being here at the same time is not like having left just now. */
        private static double smoothed(double[] counts, int bin) {
            if (bin == 0) {
                return counts[0];
            }
            int before = Math.max(1, bin - 1);
            int after = Math.min(counts.length - 1, bin + 1);
            return counts[before] / 4 + counts[bin] / 2 + counts[after] / 4;
        }
    }
}
