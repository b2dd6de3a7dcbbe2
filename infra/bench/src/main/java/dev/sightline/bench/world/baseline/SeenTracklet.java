package dev.sightline.bench.world.baseline;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.List;

/**
 * A tracklet as its camera last reported it.
 *
 * @param id of the tracklet
 * @param camera that saw it
 * @param startUs first sight
 * @param endUs last sight so far
 * @param mean unit vector, the mean of all its crops
 * @param exemplars unit vectors, its diverse crops
 * @param closed it will not go on
 */
record SeenTracklet(
        String id, String camera, long startUs, long endUs, float[] mean, List<float[]> exemplars, boolean closed) {

    SeenTracklet {
        mean = mean.clone();
        exemplars = List.copyOf(exemplars);
    }

    static SeenTracklet of(String camera, TrackletUpdate update) {
        return new SeenTracklet(
                update.getTrackletId(),
                camera,
                update.getStartTimeUs(),
                update.getEndTimeUs(),
                UnitVector.of(update.getMeans(0).getVector()).values(),
                update.getExemplarsList().stream()
                        .map(e -> UnitVector.of(e.getVector()).values())
                        .toList(),
                update.getPhase() == Phase.PHASE_CLOSED);
    }

    /** Both stand in one camera at one time: they are two people. */
    boolean meets(SeenTracklet other) {
        return camera.equals(other.camera) && overlaps(other);
    }

    /** Both are seen at one time, anywhere. */
    boolean overlaps(SeenTracklet other) {
        return startUs <= other.endUs && other.startUs <= endUs;
    }

    /** Seconds from the end of the earlier one to the start of the later one; 0 when they overlap. */
    double gapSeconds(SeenTracklet other) {
        return Math.max(0, Math.max(startUs - other.endUs, other.startUs - endUs)) / 1e6;
    }
}
