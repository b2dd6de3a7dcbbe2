package dev.sightline.matcher.link.score;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of all ways into one camera: two histograms for each camera where people were last seen before. One thread. */
final class WaysInto {
    private static final double SHRINK = 8;
    private static final double SPREAD = 10;
    private static final double MOST_SEEN = 4_000;

    /** In the order of their names: sums have the same bits after a restart. */
    private final Map<String, Way> byOrigin = new TreeMap<>();

    private double sure;
    private double others;

    /** Log-likelihood ratio, within the bound. */
    double ratio(String fromCamera, int bin) {
        if (sure == 0) {
            return 0;
        }
        return ratio(byOrigin.get(fromCamera), bin);
    }

    /** @param ratio that must be passed, 0 or more */
    ExpectedTimes expected(String fromCamera, double ratio) {
        Way way = byOrigin.get(fromCamera);
        long bins = 0;
        for (int bin = 0; bin < TransitBins.COUNT && sure > 0; bin++) {
            bins |= ratio(way, bin) > ratio ? ExpectedTimes.bit(bin) : 0;
        }
        return new ExpectedTimes(bins);
    }

    private double ratio(@Nullable Way way, int bin) {
        if (way == null) {
            return ratio(0, 0, byOrigin.size() + 1);
        }
        if (Double.isNaN(way.ratios[bin])) {
            way.ratios[bin] = ratio(smoothed(way.sure, bin), smoothed(way.others, bin), byOrigin.size());
        }
        return way.ratios[bin];
    }

    private double ratio(double cameSo, double othersSo, int origins) {
        double uniform = 1.0 / (origins * TransitBins.COUNT);
        double impostor = (othersSo + SPREAD * uniform) / (others + SPREAD);
        double genuine = (cameSo + SHRINK * impostor) / (sure + SHRINK);
        return Math.max(-TransitTimes.BOUND, Math.min(TransitTimes.BOUND, Math.log(genuine / impostor)));
    }

    /** Counts somebody; {@link #learned} ends what begins so. */
    void count(String fromCamera, int bin, double cameSo, double othersSo) {
        Way way = byOrigin.computeIfAbsent(fromCamera, from -> new Way());
        way.sure[bin] += cameSo;
        way.others[bin] += othersSo;
        way.changed = true;
    }

    void restore(WayCounts counts) {
        Way way = new Way();
        for (int i = 0; i < Math.min(TransitBins.COUNT, counts.bins()); i++) {
            way.sure[i] = counts.sure(i);
            way.others[i] = counts.others(i);
        }
        byOrigin.put(counts.fromCamera(), way);
        derive();
    }

    /** @param changed receives the cameras from which the ways changed */
    void learned(Consumer<String> changed) {
        derive();
        if (sure > MOST_SEEN) {
            byOrigin.values().forEach(Way::halve);
            derive();
        }
        byOrigin.forEach((from, way) -> {
            if (way.changed) {
                way.changed = false;
                changed.accept(from);
            }
        });
    }

    /** Empty when nobody ever came so. */
    @Nullable
    WayCounts counts(String fromCamera, String toCamera) {
        Way way = byOrigin.get(fromCamera);
        return way == null ? null : new WayCounts(fromCamera, toCamera, way.sure, way.others);
    }

    /** Sums again from the counts, so that a restart has the same bits, and forgets the ratios. */
    private void derive() {
        sure = 0;
        others = 0;
        for (Way way : byOrigin.values()) {
            for (int i = 0; i < TransitBins.COUNT; i++) {
                sure += way.sure[i];
                others += way.others[i];
            }
            Arrays.fill(way.ratios, Double.NaN);
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

    /** Counts of one ordered pair of cameras. */
    private static final class Way {
        private final double[] sure = new double[TransitBins.COUNT];
        private final double[] others = new double[TransitBins.COUNT];
        /** Asked for with each candidate, changed with each decision; not a number until asked for. */
        private final double[] ratios = new double[TransitBins.COUNT];

        private boolean changed;

        void halve() {
            for (int i = 0; i < sure.length; i++) {
                sure[i] /= 2;
                others[i] /= 2;
            }
            changed = true;
        }
    }
}
