/** Linking systems to be ahead of: written from their papers and documents, each with one threshold to be tuned. */
@NullMarked
package dev.sightline.bench.world.baseline;

import org.jspecify.annotations.NullMarked;
