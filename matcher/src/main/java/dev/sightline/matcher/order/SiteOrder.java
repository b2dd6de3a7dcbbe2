package dev.sightline.matcher.order;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.matcher.v1.CameraProgress;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.WaitingFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the frames of a site into one order, by capture time and camera id; where a live camera's clock is off, by what a
 * right one would have told ({@link CameraClocks}). A frame is taken when every registered camera
 * has passed its time, has ended, or has been silent too long: a live one for {@code maxWait}, a recorded one for
 * {@code maxSilence} ({@link CameraWaits}), one that sends nothing for no time at all. So a batch run has one order whatever
 * arrives first. What waits and how far each camera has come is handed out by {@link #drain} so that a store can rebuild
 * it. One thread.
 *
 * <p>A late frame, one that comes when later ones have been taken already, goes behind them and is marked as late.
 */
public final class SiteOrder {
    private static final String PROGRESS = "c/";
    /** Progress of the site itself: the frame taken last. */
    private static final String SITE = "";

    private final OrderPolicy policy;
    private final CameraWaits waits;
    private final CameraClocks clocks;
    private final TreeMap<OrderKey, OrderedFrame> waiting = new TreeMap<>();
    private final Map<String, CameraProgress> progress = new TreeMap<>();
    private final Map<OrderKey, Long> arrivedMs = new HashMap<>();
    private final Map<String, Long> unregisteredSinceMs = new HashMap<>();
    private final Set<String> absent = new HashSet<>();
    private final TreeSet<String> changedProgress = new TreeSet<>();
    private final TreeSet<OrderKey> added = new TreeSet<>();
    private final TreeSet<OrderKey> taken = new TreeSet<>();

    public SiteOrder(OrderPolicy policy) {
        this.policy = policy;
        this.waits = new CameraWaits(policy);
        this.clocks = new CameraClocks(policy.clockTolerance());
    }

    /** What became of a frame that arrived. */
    public enum Arrival {
        /** It waits for other cameras. */
        QUEUED,
        /** Later ones had been taken: it comes after them. */
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
        CameraProgress site = progress.get(SITE);
        long passed = site == null ? Long.MIN_VALUE : site.getOrderTimeUs();
        long own = before == null ? Long.MIN_VALUE : before.getCaptureTimeUs();
        long placed = before == null ? Long.MIN_VALUE : before.getOrderTimeUs();
        long due = Math.max(clocks.place(frame), own);
        // A camera whose clock stepped back is not late: where its frames go hangs on itself alone.
        boolean late = due < passed;
        OrderKey key = OrderKey.of(frame, Math.max(due, Math.max(placed, passed)));
        waiting.put(key, new OrderedFrame(frame, late));
        added.add(key);
        arrivedMs.put(key, nowMs);
        waits.received(frame.getCameraId(), late);
        note(CameraProgress.newBuilder()
                .setCameraId(frame.getCameraId())
                .setSession(frame.getSession())
                .setSequence(frame.getSequence())
                .setOrderTimeUs(key.timeUs())
                .setCaptureTimeUs(due)
                .setEnded(frame.getEndOfStream())
                .addAllRecentDelays(clocks.state(frame.getCameraId()))
                .build());
        return late ? Arrival.LATE : Arrival.QUEUED;
    }

    /** The frames that need wait no longer, in order. */
    public List<OrderedFrame> release(List<SiteCamera> cameras, long nowMs) {
        Set<String> known = cameras.stream().map(SiteCamera::cameraId).collect(Collectors.toSet());
        waits.know(cameras);
        List<OrderedFrame> released = new ArrayList<>();
        while (!waiting.isEmpty()) {
            OrderKey head = waiting.firstKey();
            if (settling(head, known, nowMs)) {
                break;
            }
            List<SiteCamera> holding =
                    cameras.stream().filter(c -> blocks(c, head, nowMs)).toList();
            if (!holding.isEmpty()) {
                waits.waitFor(holding, nowMs);
                if (holding.stream().anyMatch(c -> blocks(c, head, nowMs))) {
                    return released;
                }
            }
            released.add(take(head));
        }
        waits.waitForNobody();
        return released;
    }

    /** Which cameras the frames that are left wait for, as of the last release. */
    public WaitReport waits() {
        return waits.report();
    }

    /** The frames that wait, in the order in which they will be taken if none comes between. */
    public Stream<TrackerFrame> waiting() {
        return waiting.values().stream().map(OrderedFrame::frame);
    }

    /** Whether frames wait. */
    public boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** @throws IllegalStateException when the entry was written by something else */
    public void restore(String key, byte[] entry, long nowMs) {
        try {
            if (key.startsWith(PROGRESS)) {
                CameraProgress restored = CameraProgress.parseFrom(entry);
                progress.put(restored.getCameraId(), restored);
                clocks.restore(restored);
                return;
            }
            WaitingFrame restored = WaitingFrame.parseFrom(entry);
            OrderKey at = OrderKey.of(restored.getFrame(), restored.getOrderTimeUs());
            waiting.put(at, new OrderedFrame(restored.getFrame(), restored.getLate()));
            arrivedMs.put(at, nowMs);
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
        for (OrderKey key : taken) {
            if (!added.remove(key)) {
                store.accept(key.entry(), null);
            }
        }
        for (OrderKey key : added) {
            OrderedFrame ordered = waiting.get(key);
            if (ordered != null) {
                store.accept(key.entry(), bytes(key, ordered));
            }
        }
        changedProgress.clear();
        taken.clear();
        added.clear();
    }

    private static byte[] bytes(OrderKey key, OrderedFrame ordered) {
        return WaitingFrame.newBuilder()
                .setOrderTimeUs(key.timeUs())
                .setFrame(ordered.frame())
                .setLate(ordered.late())
                .build()
                .toByteArray();
    }

    private OrderedFrame take(OrderKey head) {
        OrderedFrame frame = waiting.pollFirstEntry().getValue();
        arrivedMs.remove(head);
        taken.add(head);
        note(CameraProgress.newBuilder()
                .setCameraId(SITE)
                .setOrderTimeUs(head.timeUs())
                .build());
        return frame;
    }

    private boolean blocks(SiteCamera camera, OrderKey head, long nowMs) {
        if (camera.cameraId().equals(head.cameraId())) {
            return false;
        }
        CameraProgress come = progress.get(camera.cameraId());
        if (come == null) {
            return camera.live() ? !absent(camera, head, nowMs) : !waits.isPassedOver(camera);
        }
        // Equal times are taken by camera id: a camera that sorts later may still be at this time.
        boolean passed = camera.cameraId().compareTo(head.cameraId()) < 0
                ? come.getOrderTimeUs() > head.timeUs()
                : come.getOrderTimeUs() >= head.timeUs();
        if (come.getEnded() || passed) {
            return false;
        }
        return camera.live() ? !silentTooLong(come, head, nowMs) : !waits.isPassedOver(camera);
    }

    /** A live camera that has sent nothing since there is this order is waited for once. */
    private boolean absent(SiteCamera camera, OrderKey head, long nowMs) {
        boolean gone = camera.outlook() != SiteCamera.Outlook.FRAMES
                || absent.contains(camera.cameraId())
                || tooLong(head.timeUs(), head, nowMs);
        if (gone) {
            absent.add(camera.cameraId());
        }
        return gone;
    }

    private boolean silentTooLong(CameraProgress come, OrderKey head, long nowMs) {
        return tooLong(come.getOrderTimeUs(), head, nowMs);
    }

    private boolean tooLong(long sinceUs, OrderKey head, long nowMs) {
        long behindUs = waiting.lastKey().timeUs() - sinceUs;
        long waitedMs = nowMs - arrivedMs.getOrDefault(head, nowMs);
        return behindUs > policy.maxWait().toNanos() / 1_000
                || waitedMs >= policy.maxWait().toMillis();
    }

    /** A camera whose registration is still on its way: those registered with it may be, too. */
    private boolean settling(OrderKey head, Set<String> known, long nowMs) {
        if (known.contains(head.cameraId())) {
            unregisteredSinceMs.remove(head.cameraId());
            return false;
        }
        long since = unregisteredSinceMs.computeIfAbsent(head.cameraId(), c -> nowMs);
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
