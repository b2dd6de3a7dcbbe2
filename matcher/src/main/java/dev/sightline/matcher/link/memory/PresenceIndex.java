package dev.sightline.matcher.link.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Stays by camera and end, and by tracklet, so that who was there is found without asking everybody. One thread. */
public final class PresenceIndex {
    private final Map<String, TreeMap<Long, List<Entry>>> byCamera = new HashMap<>();
    private final Map<String, Entry> byTracklet = new HashMap<>();

    /** A stay of an identity. */
    record Entry(String identityId, Presence stay) {}

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

    /** Stays in a camera that end after a time. */
    List<Entry> endingAfter(String cameraId, long timeUs) {
        List<Entry> found = new ArrayList<>();
        TreeMap<Long, List<Entry>> stays = byCamera.get(cameraId);
        if (stays != null) {
            stays.tailMap(timeUs, false).values().forEach(found::addAll);
        }
        return found;
    }

    /** Identities with a stay in any camera that ends after a time. */
    public TreeSet<String> seenAfter(long timeUs) {
        TreeSet<String> found = new TreeSet<>();
        byCamera.values()
                .forEach(stays -> stays.tailMap(timeUs, false)
                        .values()
                        .forEach(entries -> entries.forEach(entry -> found.add(entry.identityId()))));
        return found;
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
