package dev.sightline.matcher.link.memory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The tracklets of a site that are open, and those that closed so lately that their link may still be revised. Drained and
 * restored with the {@link SiteMemory}. One thread.
 */
public final class Tracklets {
    private final Map<String, Tracklet> open = new TreeMap<>();
    private final Map<String, Tracklet> closed = new TreeMap<>();
    private final TreeSet<String> changed = new TreeSet<>();

    public Collection<Tracklet> open() {
        return List.copyOf(open.values());
    }

    public Optional<Tracklet> open(String id) {
        return Optional.ofNullable(open.get(id));
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
        changed.add(tracklet.trackletId());
    }

    /** Brings a tracklet up to date that is open or closed lately; what is long over is known by its stay alone. */
    public void replace(Tracklet tracklet) {
        String id = tracklet.trackletId();
        if (open.replace(id, tracklet) != null || closed.replace(id, tracklet) != null) {
            changed.add(id);
        }
    }

    /** A tracklet is over. */
    public void close(Tracklet tracklet, long nowUs) {
        String id = tracklet.trackletId();
        open.remove(id);
        closed.put(id, tracklet.closed(nowUs));
        changed.add(id);
    }

    public void remove(String id) {
        open.remove(id);
        closed.remove(id);
        changed.add(id);
    }

    void restore(Tracklet tracklet) {
        (tracklet.closedUs() == 0 ? open : closed).put(tracklet.trackletId(), tracklet);
    }

    /** Hands every tracklet that changed since the last call to {@code store}; null: it is no longer known. */
    void drain(BiConsumer<String, @Nullable Tracklet> store) {
        changed.forEach(id -> store.accept(id, recent(id).orElse(null)));
        changed.clear();
    }
}
