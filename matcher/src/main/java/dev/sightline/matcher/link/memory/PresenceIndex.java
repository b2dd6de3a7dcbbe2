package dev.sightline.matcher.link.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Stays by camera and end, and by tracklet, so that who was there is found without asking everybody. One thread. */
public final class PresenceIndex {
    private final Map<String, TreeMap<Long, List<Entry>>> byCamera = new HashMap<>();
    private final Map<String, Entry> byTracklet = new HashMap<>();

    /** A stay of an identity. */
    public record Entry(String identityId, Presence stay) {}

    void replace(String identityId, List<Presence> before, List<Presence> after) {
        for (Presence stay : before) {
            if (!after.contains(stay)) {
                remove(new Entry(identityId, stay));
            }
        }
        for (Presence stay : after) {
            if (!before.contains(stay)) {
                byTracklet.put(stay.trackletId(), new Entry(identityId, stay));
                byCamera.computeIfAbsent(stay.cameraId(), c -> new TreeMap<>())
                        .computeIfAbsent(stay.endUs(), t -> new ArrayList<>())
                        .add(new Entry(identityId, stay));
            }
        }
    }

    void remove(Identity identity) {
        replace(identity.id(), identity.presences(), List.of());
    }

    /** Stays in a camera that end after a time, the one that ended first first. */
    public void endingAfter(String cameraId, long timeUs, Consumer<Entry> each) {
        TreeMap<Long, List<Entry>> stays = byCamera.get(cameraId);
        if (stays != null) {
            stays.tailMap(timeUs, false).values().forEach(entries -> entries.forEach(each));
        }
    }

    /** The cameras with stays. */
    public Set<String> cameras() {
        return byCamera.keySet();
    }

    /** The stay of a tracklet, and whose it is. */
    Optional<Entry> of(String trackletId) {
        return Optional.ofNullable(byTracklet.get(trackletId));
    }

    private void remove(Entry entry) {
        byTracklet.remove(entry.stay().trackletId(), entry);
        TreeMap<Long, List<Entry>> stays = byCamera.get(entry.stay().cameraId());
        if (stays == null) {
            return;
        }
        List<Entry> same = stays.getOrDefault(entry.stay().endUs(), new ArrayList<>());
        if (same.remove(entry) && same.isEmpty()) {
            stays.remove(entry.stay().endUs());
        }
    }
}
