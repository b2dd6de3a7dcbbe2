/** Sentences as queries: what a text says of a person, as a direction among person descriptors. */
@NullMarked
package dev.sightline.embedder.words;

import org.jspecify.annotations.NullMarked;
