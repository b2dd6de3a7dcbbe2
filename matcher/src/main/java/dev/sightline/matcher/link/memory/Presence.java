package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.v1.Modality;

/**
 * A stay of an identity: where it was and when, by one tracklet.
 *
 * @param startUs event time
 * @param endUs event time; of an open tracklet as far as its last update
 * @param frames what its sighting says of frames, so that it can be moved long after its end
 * @param revision of its sighting
 */
public record Presence(Origin origin, long startUs, long endUs, FrameSpan frames, int revision) {
    static Presence of(Tracklet tracklet) {
        return new Presence(
                tracklet.origin(),
                tracklet.startUs(),
                tracklet.seenUs(),
                tracklet.span().frames(),
                tracklet.revision());
    }

    public String trackletId() {
        return origin.trackletId();
    }

    public String cameraId() {
        return origin.cameraId();
    }

    public Modality kind() {
        return origin.kind();
    }
}
