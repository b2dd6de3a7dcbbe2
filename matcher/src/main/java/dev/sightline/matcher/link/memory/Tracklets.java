package dev.sightline.matcher.link.memory;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.matcher.v1.OpenTracklet;
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
    private final Map<String, OpenTracklet> open = new TreeMap<>();
    private final Map<String, OpenTracklet> closed = new TreeMap<>();
    private final TreeSet<String> changed = new TreeSet<>();

    public Collection<OpenTracklet> open() {
        return List.copyOf(open.values());
    }

    public Optional<OpenTracklet> open(String id) {
        return Optional.ofNullable(open.get(id));
    }

    public int openCount() {
        return open.size();
    }

    public Collection<OpenTracklet> closed() {
        return List.copyOf(closed.values());
    }

    public Optional<OpenTracklet> closed(String id) {
        return Optional.ofNullable(closed.get(id));
    }

    /** Open, or closed lately. */
    public Optional<OpenTracklet> recent(String id) {
        return open(id).or(() -> closed(id));
    }

    /** Stores an open tracklet. */
    public void put(OpenTracklet tracklet) {
        open.put(tracklet.getTrackletId(), tracklet);
        changed.add(tracklet.getTrackletId());
    }

    /** Brings a tracklet up to date that is open or closed lately; what is long over is known by its stay alone. */
    public void replace(OpenTracklet tracklet) {
        String id = tracklet.getTrackletId();
        if (open.replace(id, tracklet) != null || closed.replace(id, tracklet) != null) {
            changed.add(id);
        }
    }

    /** A tracklet is over. Its sighting has said why it is who it is. */
    public void close(OpenTracklet tracklet, long nowUs) {
        String id = tracklet.getTrackletId();
        open.remove(id);
        closed.put(
                id,
                tracklet.toBuilder()
                        .setClosedUs(Math.max(1, nowUs))
                        .clearEvidence()
                        .build());
        changed.add(id);
    }

    public void remove(String id) {
        open.remove(id);
        closed.remove(id);
        changed.add(id);
    }

    void restore(byte[] entry) throws InvalidProtocolBufferException {
        OpenTracklet tracklet = OpenTracklet.parseFrom(entry);
        (tracklet.getClosedUs() == 0 ? open : closed).put(tracklet.getTrackletId(), tracklet);
    }

    /** Hands every entry that changed since the last call to {@code store}; null bytes delete. */
    void drain(BiConsumer<String, byte @Nullable []> store) {
        for (String id : changed) {
            store.accept(id, recent(id).map(OpenTracklet::toByteArray).orElse(null));
        }
        changed.clear();
    }
}
