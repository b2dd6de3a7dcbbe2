/** From a face box to an aligned face: landmarks, similarity transform, crop. */
@NullMarked
package dev.sightline.embedder.face;

import org.jspecify.annotations.NullMarked;
