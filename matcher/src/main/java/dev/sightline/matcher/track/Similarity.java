package dev.sightline.matcher.track;

/**
 * How similar a detection is to a tracklet, by one model.
 *
 * @param cosine cosine similarity, -1..1
 */
record Similarity(String modelId, double cosine) {}
