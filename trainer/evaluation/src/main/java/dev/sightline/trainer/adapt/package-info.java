/** What a site says about its own people without being asked: labels for itself, how good they are, who stays frozen. */
@NullMarked
package dev.sightline.trainer.adapt;

import org.jspecify.annotations.NullMarked;
