package dev.sightline.matcher.order;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Live cameras most of whose last frames came too late: others wait {@code maxWait} for each of them, and in vain. For
 * reports only, so it is not stored. One thread.
 */
final class Laggards {
    /** Weight of the newest frame: about the last 40 count. */
    private static final double NEWEST = 0.05;

    private static final double MOST = 0.5;
    private static final double FEW = 0.2;

    private final Map<String, Double> lateShare = new HashMap<>();
    private final Set<String> lagging = new TreeSet<>();

    void came(String cameraId, boolean late) {
        double share = lateShare.getOrDefault(cameraId, 0.0) * (1 - NEWEST) + (late ? NEWEST : 0);
        lateShare.put(cameraId, share);
        if (share >= MOST) {
            lagging.add(cameraId);
        } else if (share <= FEW) {
            lagging.remove(cameraId);
        }
    }

    void retain(Set<String> cameras) {
        lateShare.keySet().retainAll(cameras);
        lagging.retainAll(cameras);
    }

    Set<String> now() {
        return lagging;
    }
}
