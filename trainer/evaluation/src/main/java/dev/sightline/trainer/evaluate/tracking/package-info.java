/** How well boxes keep their identity over time and cameras: HOTA, IDF1, CLEAR MOT, and the files they are read from. */
@NullMarked
package dev.sightline.trainer.evaluate.tracking;

import org.jspecify.annotations.NullMarked;
