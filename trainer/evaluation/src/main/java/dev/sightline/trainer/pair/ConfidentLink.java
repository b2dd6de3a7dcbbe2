package dev.sightline.trainer.pair;

import java.util.OptionalDouble;

/**
 * Two tracklets that descriptors say are one person, and how clearly.
 *
 * @param left tracklet id
 * @param right another, of another camera
 * @param squaredDistance between their descriptors, 2(1-cos)
 * @param threshold greatest squared distance that would have linked them
 * @param margin how much farther the next best is; empty when there was no other
 */
public record ConfidentLink(
        String left, String right, double squaredDistance, double threshold, OptionalDouble margin) {}
