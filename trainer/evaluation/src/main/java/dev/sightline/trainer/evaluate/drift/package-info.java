/** Whether what a model makes of today's crops is still distributed as it was. */
@NullMarked
package dev.sightline.trainer.evaluate.drift;

import org.jspecify.annotations.NullMarked;
