package dev.sightline.bench.tracking;

import dev.sightline.contracts.v1.Observation;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import java.util.List;

/** Follows the people of one camera. */
interface BoxTracker {
    /**
     * The boxes with tracklet ids of a whole footage; a tracker remembers nothing from one footage to the next.
     *
     * @param frames in order, one for each frame, also for frames without a detection
     */
    List<TrackedBox> follow(List<Observation> frames);
}
