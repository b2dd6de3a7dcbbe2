package dev.sightline.rollout;

import org.jspecify.annotations.Nullable;

/**
 * What a camera's observations showed so far.
 *
 * @param cameraId camera
 * @param captureUs capture time of the newest
 * @param heardNanos when it came
 * @param vector model of the newest descriptors; null while nobody was described
 * @param next model beside it; null when there was none
 * @param describedNanos when those came
 */
record CameraSeen(
        String cameraId,
        long captureUs,
        long heardNanos,
        @Nullable String vector,
        @Nullable String next,
        long describedNanos) {

    /** Whether its newest descriptors are of a model, be it beside another. */
    boolean showed(String modelId) {
        return modelId.equals(vector) || modelId.equals(next);
    }

    /** Forgets by what it was described. */
    CameraSeen undescribed() {
        return new CameraSeen(cameraId, captureUs, heardNanos, null, null, describedNanos);
    }
}
