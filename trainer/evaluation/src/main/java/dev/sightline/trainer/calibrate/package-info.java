/** Turns labeled descriptors into calibrations: what a model's scores mean for each kind of comparison. */
@NullMarked
package dev.sightline.trainer.calibrate;

import org.jspecify.annotations.NullMarked;
