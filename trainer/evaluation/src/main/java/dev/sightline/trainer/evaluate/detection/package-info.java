/** How well boxes are found: average precision, precision and recall. */
@NullMarked
package dev.sightline.trainer.evaluate.detection;

import org.jspecify.annotations.NullMarked;
