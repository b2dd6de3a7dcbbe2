package dev.sightline.matcher.track;

/**
 * Where a tracklet was when it was surely itself.
 *
 * @param filter of its box, at its last sight
 * @param box last measured
 * @param score of that detection
 * @param seen when
 * @param highUs event time of the last detection with a high score
 */
record Anchor(BoxFilter filter, Rect box, float score, FrameTime seen, long highUs) {}
