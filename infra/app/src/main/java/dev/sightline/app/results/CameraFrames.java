package dev.sightline.app.results;

/**
 * How much of a camera went all the way.
 *
 * @param camera camera id
 * @param frames pictures taken; 0 when there was none
 * @param firstUs capture time of the first one, microseconds since 1970
 * @param lastUs capture time of the last one
 */
public record CameraFrames(String camera, long frames, long firstUs, long lastUs) {}
