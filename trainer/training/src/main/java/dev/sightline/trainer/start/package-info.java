/** The networks that training starts from. */
@NullMarked
package dev.sightline.trainer.start;

import org.jspecify.annotations.NullMarked;
