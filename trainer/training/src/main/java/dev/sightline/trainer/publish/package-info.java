/** From a trained network to a model package: export check, scores on held-out people, calibration, card. */
@NullMarked
package dev.sightline.trainer.publish;

import org.jspecify.annotations.NullMarked;
