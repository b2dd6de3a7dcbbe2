/** How weights move: optimizers whose state can be saved, schedules of the rate, and averages of weights. */
@NullMarked
package dev.sightline.trainer.optimize;

import org.jspecify.annotations.NullMarked;
