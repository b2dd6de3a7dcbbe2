/** The training run: epochs, checkpoints, validation. */
@NullMarked
package dev.sightline.trainer.run;

import org.jspecify.annotations.NullMarked;
