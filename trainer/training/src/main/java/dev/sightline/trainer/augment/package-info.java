/** Crops as network input: decoded, varied at random while training, and laid into tensors. */
@NullMarked
package dev.sightline.trainer.augment;

import org.jspecify.annotations.NullMarked;
