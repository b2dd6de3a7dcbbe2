/** Commands around the trainer's evaluation and calibration. */
@NullMarked
package dev.sightline.app.evaluate;

import org.jspecify.annotations.NullMarked;
