package dev.sightline.matcher.link;

import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.PresenceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Stays by camera and end, so that who was there at a time is found without asking everybody. One thread. */
final class PresenceIndex {
    private final Map<String, TreeMap<Long, List<Entry>>> byCamera = new HashMap<>();

    /** A stay of an identity. */
    record Entry(String identityId, PresenceState stay) {}

    void replace(String identityId, List<PresenceState> before, List<PresenceState> after) {
        for (PresenceState stay : before) {
            if (!after.contains(stay)) {
                remove(new Entry(identityId, stay));
            }
        }
        for (PresenceState stay : after) {
            if (!before.contains(stay)) {
                byCamera.computeIfAbsent(stay.getCameraId(), c -> new TreeMap<>())
                        .computeIfAbsent(stay.getEndUs(), t -> new ArrayList<>())
                        .add(new Entry(identityId, stay));
            }
        }
    }

    void remove(IdentityState identity) {
        replace(identity.getIdentityId(), identity.getPresencesList(), List.of());
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
    TreeSet<String> seenAfter(long timeUs) {
        TreeSet<String> found = new TreeSet<>();
        byCamera.values().forEach(stays -> stays.tailMap(timeUs, false)
                .values()
                .forEach(entries -> entries.forEach(entry -> found.add(entry.identityId()))));
        return found;
    }

    private void remove(Entry entry) {
        TreeMap<Long, List<Entry>> stays = byCamera.get(entry.stay().getCameraId());
        List<Entry> same = stays == null ? null : stays.get(entry.stay().getEndUs());
        if (same != null) {
            same.remove(entry);
            if (same.isEmpty()) {
                stays.remove(entry.stay().getEndUs());
            }
        }
    }
}
