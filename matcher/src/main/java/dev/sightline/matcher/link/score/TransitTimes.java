package dev.sightline.matcher.link.score;

import java.util.HashMap;
import java.util.Map;
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

    private static final long HORIZON_US = 300_000_000;

    private final Map<String, WaysInto> byDestination = new HashMap<>();
    private final TreeSet<String> changed = new TreeSet<>();

    /** Where somebody was last seen, and how long ago; negative: still there. */
    public record Last(String cameraId, long agoUs) {}

    /**
     * Natural log of how much more likely a person who was last seen so is than somebody else who is known.
     *
     * @param agoUs negative: still there
     */
    public double logLikelihoodRatio(String fromCamera, long agoUs, String toCamera) {
        WaysInto ways = byDestination.get(toCamera);
        return ways == null ? 0 : ways.ratio(fromCamera, TransitBins.of(agoUs));
    }

    /**
     * When somebody is expected who was last seen in another camera.
     *
     * @param ratio that must be passed, 0 or more
     */
    public ExpectedTimes expected(String fromCamera, String toCamera, double ratio) {
        WaysInto ways = byDestination.get(toCamera);
        return ways == null ? ExpectedTimes.NEVER : ways.expected(fromCamera, ratio);
    }

    /** How far back who was last seen may be expected: longer ways are found by looks alone. */
    public long horizonUs() {
        return HORIZON_US;
    }

    /** That a person came into a camera: takes in everybody who was known then. */
    public Lesson lesson(String toCamera) {
        return new Lesson(toCamera, byDestination.computeIfAbsent(toCamera, camera -> new WaysInto()));
    }

    /** One person's coming. Nothing may be asked of the ways before it is {@link #end ended}. */
    public final class Lesson {
        private final String toCamera;
        private final WaysInto ways;

        private Lesson(String toCamera, WaysInto ways) {
            this.toCamera = toCamera;
            this.ways = ways;
        }

        /**
         * Somebody known when the tracklet began.
         *
         * @param agoUs since they were last seen; negative: still there
         * @param probability that it was they
         * @param others how many they stand for who were not
         */
        public void seen(String fromCamera, long agoUs, double probability, double others) {
            ways.count(fromCamera, TransitBins.of(agoUs), probability, others);
        }

        public void end() {
            ways.learned(from -> changed.add(from + ">" + toCamera));
        }
    }

    /** Takes over what was drained. */
    public void restore(WayCounts way) {
        byDestination.computeIfAbsent(way.toCamera(), camera -> new WaysInto()).restore(way);
    }

    /** Hands every pair that changed since the last call to {@code store}, by its key. */
    public void drain(BiConsumer<String, WayCounts> store) {
        for (String key : changed) {
            int cut = key.indexOf('>');
            String to = key.substring(cut + 1);
            WaysInto ways = byDestination.get(to);
            WayCounts counts = ways == null ? null : ways.counts(key.substring(0, cut), to);
            if (counts != null) {
                store.accept(key, counts);
            }
        }
        changed.clear();
    }
}
