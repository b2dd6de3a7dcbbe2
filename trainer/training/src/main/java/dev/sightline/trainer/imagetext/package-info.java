/** Trains a text's way into the space of person descriptors, so that stored descriptors can be searched by words. */
@NullMarked
package dev.sightline.trainer.imagetext;

import org.jspecify.annotations.NullMarked;
