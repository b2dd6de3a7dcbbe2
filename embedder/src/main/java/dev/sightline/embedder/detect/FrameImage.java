package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Picture;

/**
 * A decoded frame and whose it is.
 *
 * @param camera camera id
 * @param sequence 1-based number in the source
 * @param picture owned by its maker
 */
public record FrameImage(String camera, long sequence, Picture picture) {}
