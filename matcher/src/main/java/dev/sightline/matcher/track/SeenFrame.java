package dev.sightline.matcher.track;

/**
 * A frame that boxes may still be filled into.
 *
 * @param time when
 * @param shift of the camera in it
 */
record SeenFrame(FrameTime time, Shift shift) {}
