package dev.sightline.matcher.track;

/**
 * How much a detection looks like a tracklet, in the eyes of one model.
 *
 * @param cosine cosine similarity, -1..1
 */
record Similarity(String modelId, double cosine) {}
