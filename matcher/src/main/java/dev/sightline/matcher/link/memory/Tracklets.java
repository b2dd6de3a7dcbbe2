package dev.sightline.matcher.link.memory;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The tracklets of a site that are open, and those that closed so lately that their link may still be revised. Drained and
 * restored with the {@link SiteMemory}: most frames only say that somebody is still there, so when a tracklet was last seen
 * is an entry of its own, and small. One thread.
 */
public final class Tracklets {
    private final Map<String, Tracklet> open = new TreeMap<>();
    private final Map<String, Tracklet> closed = new TreeMap<>();
    private final TreeSet<String> changed = new TreeSet<>();
    private final TreeSet<String> onlySeen = new TreeSet<>();
    /** When the first of those began that are open; found when it is asked for. */
    private OptionalLong earliestUs = OptionalLong.empty();

    /** What the store says apart from the tracklets. */
    private final Map<String, Long> storedSeenUs = new HashMap<>();

    public Collection<Tracklet> open() {
        return List.copyOf(open.values());
    }

    public Optional<Tracklet> open(String id) {
        return Optional.ofNullable(open.get(id));
    }

    /** When the first of those began that are open; no stay that ended before is one of theirs. */
    long earliestUs() {
        if (earliestUs.isEmpty()) {
            earliestUs = OptionalLong.of(
                    open.values().stream().mapToLong(Tracklet::startUs).min().orElse(Long.MAX_VALUE));
        }
        return earliestUs.getAsLong();
    }

    public int openCount() {
        return open.size();
    }

    public Collection<Tracklet> closed() {
        return List.copyOf(closed.values());
    }

    public Optional<Tracklet> closed(String id) {
        return Optional.ofNullable(closed.get(id));
    }

    /** Open, or closed lately. */
    public Optional<Tracklet> recent(String id) {
        return open(id).or(() -> closed(id));
    }

    /** Stores an open tracklet. */
    public void put(Tracklet tracklet) {
        open.put(tracklet.trackletId(), tracklet);
        change(tracklet.trackletId());
    }

    /** An open tracklet is in a frame; nothing happens when it is not known. */
    public void seen(String id, long timeUs) {
        if (open.computeIfPresent(id, (known, tracklet) -> tracklet.seen(timeUs)) != null) {
            onlySeen.add(id);
        }
    }

    /** Brings a tracklet up to date that is open or closed lately; what is long over is known by its stay alone. */
    public void replace(Tracklet tracklet) {
        String id = tracklet.trackletId();
        if (open.replace(id, tracklet) != null || closed.replace(id, tracklet) != null) {
            change(id);
        }
    }

    /** A tracklet is over. */
    public void close(Tracklet tracklet, long nowUs) {
        String id = tracklet.trackletId();
        open.remove(id);
        closed.put(id, tracklet.closed(nowUs));
        change(id);
    }

    public void remove(String id) {
        open.remove(id);
        closed.remove(id);
        change(id);
    }

    private void change(String id) {
        changed.add(id);
        earliestUs = OptionalLong.empty();
    }

    void restore(Tracklet tracklet) {
        String id = tracklet.trackletId();
        Long seenUs = storedSeenUs.get(id);
        earliestUs = OptionalLong.empty();
        (tracklet.closedUs() == 0 ? open : closed).put(id, seenUs == null ? tracklet : tracklet.seen(seenUs));
    }

    /** In any order with the tracklets. */
    void restoreSeen(String id, long timeUs) {
        storedSeenUs.put(id, timeUs);
        open.computeIfPresent(id, (known, tracklet) -> tracklet.seen(timeUs));
    }

    /**
     * Hands out what changed since the last call.
     *
     * @param store takes every tracklet that changed; null: it is no longer known
     * @param seen takes those that were only seen, with the time; null: it is no longer stored apart
     */
    void drain(BiConsumer<String, @Nullable Tracklet> store, BiConsumer<String, @Nullable Long> seen) {
        for (String id : changed) {
            store.accept(id, recent(id).orElse(null));
            if (storedSeenUs.remove(id) != null) {
                seen.accept(id, null);
            }
        }
        onlySeen.removeAll(changed);
        for (String id : onlySeen) {
            long timeUs = Objects.requireNonNull(open.get(id)).seenUs();
            storedSeenUs.put(id, timeUs);
            seen.accept(id, timeUs);
        }
        changed.clear();
        onlySeen.clear();
    }
}
