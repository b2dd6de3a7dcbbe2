/** How weights move: optimisers whose state can be saved, schedules of the rate, and averages of weights. */
@NullMarked
package dev.sightline.trainer.optimise;

import org.jspecify.annotations.NullMarked;
