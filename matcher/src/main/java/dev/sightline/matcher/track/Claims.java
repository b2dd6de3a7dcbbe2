package dev.sightline.matcher.track;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Which tracklet has which detection in one frame, one to one. */
final class Claims {
    private final Map<Track, Sighting> byTrack = new IdentityHashMap<>();
    private final Map<Sighting, Track> bySighting = new IdentityHashMap<>();

    void add(Track track, Sighting sighting) {
        byTrack.put(track, sighting);
        bySighting.put(sighting, track);
    }

    boolean has(Track track) {
        return byTrack.containsKey(track);
    }

    boolean has(Sighting sighting) {
        return bySighting.containsKey(sighting);
    }

    Optional<Sighting> of(Track track) {
        return Optional.ofNullable(byTrack.get(track));
    }

    Optional<Track> of(Sighting sighting) {
        return Optional.ofNullable(bySighting.get(sighting));
    }
}
