/** Labeled pairs: who says that two tracklets show one person or two, and the people that follow from it. */
@NullMarked
package dev.sightline.trainer.pair;

import org.jspecify.annotations.NullMarked;
