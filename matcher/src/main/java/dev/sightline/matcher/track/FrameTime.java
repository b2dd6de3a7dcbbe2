package dev.sightline.matcher.track;

/**
 * One frame's place in time.
 *
 * @param sequence frame number within the session
 * @param timeUs event time, microseconds
 */
record FrameTime(long sequence, long timeUs) {}
