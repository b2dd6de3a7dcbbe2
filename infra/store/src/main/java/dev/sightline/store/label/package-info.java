/** Labeled pairs: which tracklets or crops show the same person, who says so, and when. */
@NullMarked
package dev.sightline.store.label;

import org.jspecify.annotations.NullMarked;
