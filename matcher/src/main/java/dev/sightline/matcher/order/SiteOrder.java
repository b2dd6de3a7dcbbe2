package dev.sightline.matcher.order;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.TrackerFrame;
import dev.sightline.matcher.state.v1.CameraProgress;
import dev.sightline.matcher.state.v1.WaitingFrame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the frames of a site into one order, by capture time and camera id. A frame's turn comes when every registered
 * camera has passed its time, has ended, or is a live one that has been silent too long. Recorded footage is always
 * waited for, so a batch run has one order whatever arrives first. What waits and how far each camera has come is
 * handed out by {@link #drain} so that a store can rebuild it. One thread.
 */
public final class SiteOrder {
    private static final String PROGRESS = "c/";
    /** Progress of the site itself: the turn taken last. */
    private static final String SITE = "";

    private final OrderPolicy policy;
    private final TreeMap<Turn, TrackerFrame> waiting = new TreeMap<>();
    private final Map<String, CameraProgress> progress = new TreeMap<>();
    private final Map<Turn, Long> arrivedMs = new HashMap<>();
    private final Map<String, Long> strangeSinceMs = new HashMap<>();
    private final TreeSet<String> changedProgress = new TreeSet<>();
    private final TreeSet<Turn> added = new TreeSet<>();
    private final TreeSet<Turn> taken = new TreeSet<>();

    public SiteOrder(OrderPolicy policy) {
        this.policy = policy;
    }

    /** What became of a frame that arrived. */
    public enum Arrival {
        /** It waits for its turn. */
        QUEUED,
        /** Its turn had passed; it is taken next. */
        LATE,
        /** It or a later frame of its camera had come before. */
        REPEATED
    }

    /** Takes in a frame; {@code nowMs} is wall-clock time. */
    public Arrival offer(TrackerFrame frame, long nowMs) {
        CameraProgress before = progress.get(frame.getCameraId());
        if (before != null && repeats(frame, before)) {
            return Arrival.REPEATED;
        }
        long passed =
                progress.getOrDefault(SITE, CameraProgress.getDefaultInstance()).getOrderTimeUs();
        long own = before == null ? Long.MIN_VALUE : before.getOrderTimeUs();
        long time = Math.max(Math.max(frame.getCaptureTimeUs(), own), progress.containsKey(SITE) ? passed : own);
        Turn turn =
                new Turn(time, frame.getCameraId(), frame.getSession(), frame.getSequence(), frame.getEndOfStream());
        waiting.put(turn, frame);
        added.add(turn);
        arrivedMs.put(turn, nowMs);
        note(CameraProgress.newBuilder()
                .setCameraId(frame.getCameraId())
                .setSession(frame.getSession())
                .setSequence(frame.getSequence())
                .setOrderTimeUs(time)
                .setEnded(frame.getEndOfStream())
                .build());
        return progress.containsKey(SITE) && frame.getCaptureTimeUs() < passed ? Arrival.LATE : Arrival.QUEUED;
    }

    /** The frames whose turn has come, in order. */
    public List<TrackerFrame> release(Collection<Camera> cameras, long nowMs) {
        Set<String> known = cameras.stream().map(Camera::getCameraId).collect(Collectors.toSet());
        List<TrackerFrame> released = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Turn head = waiting.firstKey();
            if (settling(head, known, nowMs) || cameras.stream().anyMatch(c -> blocks(c, head, nowMs))) {
                break;
            }
            released.add(take(head));
        }
        return released;
    }

    /** Whether frames wait for their turn. */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** @throws IllegalStateException when the entry was written by something else */
    public void restore(String key, byte[] entry, long nowMs) {
        try {
            if (key.startsWith(PROGRESS)) {
                CameraProgress restored = CameraProgress.parseFrom(entry);
                progress.put(restored.getCameraId(), restored);
                return;
            }
            WaitingFrame restored = WaitingFrame.parseFrom(entry);
            TrackerFrame frame = restored.getFrame();
            Turn turn = new Turn(
                    restored.getOrderTimeUs(),
                    frame.getCameraId(),
                    frame.getSession(),
                    frame.getSequence(),
                    frame.getEndOfStream());
            waiting.put(turn, frame);
            arrivedMs.put(turn, nowMs);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("order entry " + key + " does not parse", e);
        }
    }

    /** Hands every entry that changed since the last call to {@code store}; null bytes delete. */
    public void drain(BiConsumer<String, byte @Nullable []> store) {
        for (String camera : changedProgress) {
            CameraProgress entry = progress.get(camera);
            store.accept(PROGRESS + camera, entry == null ? null : entry.toByteArray());
        }
        for (Turn turn : taken) {
            if (!added.remove(turn)) {
                store.accept(turn.key(), null);
            }
        }
        for (Turn turn : added) {
            WaitingFrame.Builder entry = WaitingFrame.newBuilder().setOrderTimeUs(turn.timeUs());
            TrackerFrame frame = waiting.get(turn);
            if (frame != null) {
                store.accept(turn.key(), entry.setFrame(frame).build().toByteArray());
            }
        }
        changedProgress.clear();
        taken.clear();
        added.clear();
    }

    private TrackerFrame take(Turn head) {
        TrackerFrame frame = waiting.pollFirstEntry().getValue();
        arrivedMs.remove(head);
        taken.add(head);
        note(CameraProgress.newBuilder()
                .setCameraId(SITE)
                .setOrderTimeUs(head.timeUs())
                .build());
        return frame;
    }

    private boolean blocks(Camera camera, Turn head, long nowMs) {
        if (camera.getCameraId().equals(head.cameraId())) {
            return false;
        }
        CameraProgress come = progress.get(camera.getCameraId());
        boolean live = Sources.isLive(camera);
        if (come == null) {
            return !live;
        }
        // Equal times are taken by camera id: a camera that sorts later may still be at this time.
        boolean passed = camera.getCameraId().compareTo(head.cameraId()) < 0
                ? come.getOrderTimeUs() > head.timeUs()
                : come.getOrderTimeUs() >= head.timeUs();
        if (come.getEnded() || passed) {
            return false;
        }
        return !live || !silentTooLong(come, head, nowMs);
    }

    private boolean silentTooLong(CameraProgress come, Turn head, long nowMs) {
        long behindUs = waiting.lastKey().timeUs() - come.getOrderTimeUs();
        long waitedMs = nowMs - arrivedMs.getOrDefault(head, nowMs);
        return behindUs > policy.maxWait().toNanos() / 1_000
                || waitedMs >= policy.maxWait().toMillis();
    }

    /** A camera whose registration is still on its way: those registered with it may be, too. */
    private boolean settling(Turn head, Set<String> known, long nowMs) {
        if (known.contains(head.cameraId())) {
            strangeSinceMs.remove(head.cameraId());
            return false;
        }
        long since = strangeSinceMs.computeIfAbsent(head.cameraId(), c -> nowMs);
        return nowMs - since < policy.settle().toMillis();
    }

    private void note(CameraProgress next) {
        progress.put(next.getCameraId(), next);
        changedProgress.add(next.getCameraId());
    }

    private static boolean repeats(TrackerFrame frame, CameraProgress before) {
        if (frame.getSession() != before.getSession()) {
            return frame.getSession() < before.getSession();
        }
        boolean ends = frame.getEndOfStream() && !before.getEnded();
        return !ends && (before.getEnded() || frame.getSequence() <= before.getSequence());
    }
}
