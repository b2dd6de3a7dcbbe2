package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.PastBox;

/**
 * A box that waits for whose it is.
 *
 * @param message as it goes out, without a tracklet id; score 0 where it is interpolated
 * @param shift of the camera in its frame
 */
record HeldBox(PastBox message, Shift shift) {
    /** Where it stands. */
    Rect rect() {
        return shift.still(Rect.of(message.getBox()));
    }

    boolean isReal() {
        return message.getScore() > 0;
    }

    FrameTime time() {
        return new FrameTime(message.getSequence(), message.getCaptureTimeUs());
    }
}
