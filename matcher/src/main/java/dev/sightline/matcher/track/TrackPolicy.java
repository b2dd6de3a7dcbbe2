package dev.sightline.matcher.track;

import java.util.Objects;

/**
 * Everything that may be tuned about the tracker.
 *
 * @param motion how people move
 * @param association when a detection continues a tracklet
 * @param life when a tracklet begins, waits and ends
 * @param memory what it remembers of a person's appearance
 */
public record TrackPolicy(MotionPolicy motion, AssociationPolicy association, LifePolicy life, MemoryPolicy memory) {

    public TrackPolicy {
        Objects.requireNonNull(motion);
        Objects.requireNonNull(association);
        Objects.requireNonNull(life);
        Objects.requireNonNull(memory);
    }

    public static TrackPolicy defaults() {
        return new TrackPolicy(
                MotionPolicy.defaults(), AssociationPolicy.defaults(), LifePolicy.defaults(), MemoryPolicy.defaults());
    }
}
