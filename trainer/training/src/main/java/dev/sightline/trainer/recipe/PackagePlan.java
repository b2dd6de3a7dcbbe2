package dev.sightline.trainer.recipe;

/**
 * What the package holds.
 *
 * @param halfWeights whether it keeps large weights in 16 bits, which halves its file
 * @param mirrorImages whether its network describes each picture and its mirror image and gives the sum, for twice the
 *     work; training sees single pictures. A model learned from that did goes on doing so, unless it is rebuilt
 */
public record PackagePlan(boolean halfWeights, boolean mirrorImages) {}
