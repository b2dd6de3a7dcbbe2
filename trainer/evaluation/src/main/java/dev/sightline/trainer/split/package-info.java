/** Who trains, who chooses the best epoch and who is held out, and label errors to look at again. */
@NullMarked
package dev.sightline.trainer.split;

import org.jspecify.annotations.NullMarked;
