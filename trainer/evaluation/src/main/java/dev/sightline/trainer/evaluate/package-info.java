/** What all evaluations share: boxes, and results as text and JSON. */
@NullMarked
package dev.sightline.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
