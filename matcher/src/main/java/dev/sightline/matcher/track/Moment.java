package dev.sightline.matcher.track;

/**
 * One frame's place in time.
 *
 * @param sequence frame number within the session
 * @param timeUs event time, microseconds
 */
record Moment(long sequence, long timeUs) {}
