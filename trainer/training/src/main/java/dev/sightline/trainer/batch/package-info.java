/** Batches of an epoch, made ahead of the network. */
@NullMarked
package dev.sightline.trainer.batch;

import org.jspecify.annotations.NullMarked;
