/** Turns crops into unit vectors and judges how fit a crop is for that. */
@NullMarked
package dev.sightline.embedder.describe;

import org.jspecify.annotations.NullMarked;
