package dev.sightline.matcher.track;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Which tracklet has which detection in one frame, one to one. */
final class Claims {
    private final Map<Track, UsableDetection> byTrack = new IdentityHashMap<>();
    private final Map<UsableDetection, Track> byDetection = new IdentityHashMap<>();

    void add(Track track, UsableDetection detection) {
        byTrack.put(track, detection);
        byDetection.put(detection, track);
    }

    boolean has(Track track) {
        return byTrack.containsKey(track);
    }

    boolean has(UsableDetection detection) {
        return byDetection.containsKey(detection);
    }

    Optional<UsableDetection> of(Track track) {
        return Optional.ofNullable(byTrack.get(track));
    }

    Optional<Track> of(UsableDetection detection) {
        return Optional.ofNullable(byDetection.get(detection));
    }
}
