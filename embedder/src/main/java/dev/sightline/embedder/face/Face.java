package dev.sightline.embedder.face;

import dev.sightline.embedder.detect.FivePoints;
import dev.sightline.embedder.image.Region;

/**
 * A face that was found, in pixels of the picture.
 *
 * @param box of the face
 * @param score 0..1
 * @param points by which it is aligned
 */
public record Face(Region box, float score, FivePoints points) {}
