package dev.sightline.trainer.evaluate.tracking;

import dev.sightline.trainer.evaluate.Box;

/**
 * Who stands where in one frame.
 *
 * @param camera camera name, empty where the file names none (MOTChallenge)
 * @param frame 1-based index in the source
 * @param identity in multi-camera files the same over all cameras
 * @param box where
 * @param score detector confidence
 */
public record TrackedBox(String camera, long frame, String identity, Box box, double score) {
    TrackedBox withScore(double other) {
        return new TrackedBox(camera, frame, identity, box, other);
    }
}
