package dev.sightline.matcher.track;

import com.google.protobuf.MessageLite;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a tracker's state are stored, so that only what changed is written again. Parts that never change once
 * made (snapshots, steps, exemplars) are recognized by being the same object.
 */
final class WrittenEntries {
    private final Map<Long, Map<EntryKey, Object>> byTracklet = new TreeMap<>();

    /** Hands every entry that changed since the last call to {@code store}; null bytes delete. */
    void drain(TrackerMemory memory, BiConsumer<String, byte @Nullable []> store) {
        store.accept(EntryKey.CAMERA, TrackerStateCodec.write(memory));
        Map<Long, Track> open = new HashMap<>();
        for (Track track : memory.tracks) {
            open.put(track.ordinal, track);
            if (track.touched) {
                track.touched = false;
                Map<EntryKey, Object> now = TrackerStateCodec.parts(track);
                write(byTracklet.getOrDefault(track.ordinal, Map.of()), now, store);
                byTracklet.put(track.ordinal, now);
            }
        }
        byTracklet.entrySet().removeIf(tracklet -> {
            if (open.containsKey(tracklet.getKey())) {
                return false;
            }
            write(tracklet.getValue(), Map.of(), store);
            return true;
        });
    }

    private static void write(
            Map<EntryKey, Object> before, Map<EntryKey, Object> now, BiConsumer<String, byte @Nullable []> store) {
        now.forEach((key, part) -> {
            if (before.get(key) != part) {
                store.accept(key.text(), ((MessageLite) part).toByteArray());
            }
        });
        TreeSet<EntryKey> gone = new TreeSet<>();
        for (EntryKey key : before.keySet()) {
            if (!now.containsKey(key)) {
                gone.add(key);
            }
        }
        gone.forEach(key -> store.accept(key.text(), null));
    }
}
