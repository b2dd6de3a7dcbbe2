package dev.sightline.bench.world.baseline;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Identities given so far, and whether the first one of each tracklet was somebody else's already. */
final class Decisions {
    private final Map<String, String> identities = new HashMap<>();
    private final Map<String, Boolean> first = new HashMap<>();
    private int made;

    String create(String tracklet) {
        String id = "p" + made++;
        first.putIfAbsent(tracklet, false);
        identities.put(tracklet, id);
        return id;
    }

    void link(String tracklet, String identity) {
        first.putIfAbsent(tracklet, true);
        identities.put(tracklet, identity);
    }

    /** A tracklet's identity; it must have one. */
    String of(String tracklet) {
        return Objects.requireNonNull(identities.get(tracklet), tracklet);
    }

    Map<String, String> identities() {
        return Map.copyOf(identities);
    }

    Map<String, Boolean> first() {
        return Map.copyOf(first);
    }
}
