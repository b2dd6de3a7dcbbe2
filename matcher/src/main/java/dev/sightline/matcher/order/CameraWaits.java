package dev.sightline.matcher.order;

import dev.sightline.matcher.order.SiteCamera.Outlook;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How long the cameras of a site have kept the others waiting, and which recorded ones are no longer waited for. Time
 * counts only while somebody waits and this process looks on: a machine that slept passes no camera over. Not stored:
 * after a restart each camera gets its time again. One thread.
 */
final class CameraWaits {
    /** For what a camera sent before it stopped and what is on its way through the embedder still. */
    private static final Duration REMAINDER = Duration.ofSeconds(10);
    /** Longest step between two looks that counts. */
    private static final long LONGEST_STEP_MS = 1_000;

    private final long maxSilenceMs;
    private final Map<String, Long> waitedMs = new HashMap<>();
    private final TreeMap<String, String> silent = new TreeMap<>();
    private final TreeMap<String, String> sendingNothing = new TreeMap<>();
    private final TreeSet<String> awaited = new TreeSet<>();
    private final Laggards laggards = new Laggards();
    private long lookedMs;
    private boolean looking;

    CameraWaits(OrderPolicy policy) {
        this.maxSilenceMs = policy.maxSilence().toMillis();
    }

    /** Takes note of how the registered cameras are now. */
    void know(List<SiteCamera> cameras) {
        Set<String> known = cameras.stream().map(SiteCamera::cameraId).collect(Collectors.toSet());
        waitedMs.keySet().retainAll(known);
        silent.keySet().retainAll(known);
        laggards.retain(cameras.stream()
                .filter(SiteCamera::live)
                .map(SiteCamera::cameraId)
                .collect(Collectors.toSet()));
        sendingNothing.clear();
        cameras.stream()
                .filter(CameraWaits::sendsNothing)
                .forEach(camera -> sendingNothing.put(camera.cameraId(), camera.state()));
    }

    /** Time goes on while the frames of a site wait for {@code cameras}, which hold them up. */
    void waitFor(List<SiteCamera> cameras, long nowMs) {
        long step = looking ? Math.min(LONGEST_STEP_MS, Math.max(0, nowMs - lookedMs)) : 0;
        lookedMs = nowMs;
        looking = true;
        awaited.clear();
        for (SiteCamera camera : cameras) {
            long waited = waitedMs.merge(camera.cameraId(), step, Long::sum);
            if (!camera.live() && waited >= longestMs(camera)) {
                silent.put(camera.cameraId(), camera.state());
            } else {
                awaited.add(camera.cameraId());
            }
        }
    }

    /** Nobody waits for a camera now; how long each has been silent so far stays. */
    void waitForNobody() {
        looking = false;
        awaited.clear();
    }

    /**
     * A frame of a camera came: it is waited for again.
     *
     * @param late behind frames that had been taken
     */
    void received(String cameraId, boolean late) {
        laggards.came(cameraId, late);
        waitedMs.remove(cameraId);
        silent.remove(cameraId);
    }

    /** Whether a recorded camera holds nobody up: it sends nothing, or has been silent too long. */
    boolean isPassedOver(SiteCamera camera) {
        return sendsNothing(camera) || silent.containsKey(camera.cameraId());
    }

    WaitReport report() {
        long longest = awaited.stream()
                .mapToLong(id -> waitedMs.getOrDefault(id, 0L))
                .max()
                .orElse(0);
        Map<String, String> passedOver = new TreeMap<>(silent);
        passedOver.putAll(sendingNothing);
        return new WaitReport(awaited, passedOver, laggards.now(), Duration.ofMillis(longest));
    }

    private static boolean sendsNothing(SiteCamera camera) {
        return !camera.live() && camera.outlook() == Outlook.NOTHING;
    }

    private long longestMs(SiteCamera camera) {
        return camera.outlook() == Outlook.REMAINDER ? Math.min(REMAINDER.toMillis(), maxSilenceMs) : maxSilenceMs;
    }
}
