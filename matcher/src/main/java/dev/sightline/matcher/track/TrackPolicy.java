package dev.sightline.matcher.track;

import java.util.Objects;

/**
 * Everything that may be tuned about the tracker.
 *
 * @param motion how people move
 * @param association when a detection continues a tracklet
 * @param life when a tracklet begins, waits and ends
 * @param memory what it remembers of a person's appearance
 * @param doubt when it asks whether a tracklet still shows the same person
 */
public record TrackPolicy(
        MotionPolicy motion, AssociationPolicy association, LifePolicy life, MemoryPolicy memory, DoubtPolicy doubt) {

    public TrackPolicy {
        Objects.requireNonNull(motion);
        Objects.requireNonNull(association);
        Objects.requireNonNull(life);
        Objects.requireNonNull(memory);
        Objects.requireNonNull(doubt);
    }

    public static TrackPolicy defaults() {
        return new TrackPolicy(
                MotionPolicy.defaults(),
                AssociationPolicy.defaults(),
                LifePolicy.defaults(),
                MemoryPolicy.defaults(),
                DoubtPolicy.defaults());
    }
}
