/** Whether a newly trained model may take the place of the one that runs. */
@NullMarked
package dev.sightline.trainer.gate;

import org.jspecify.annotations.NullMarked;
