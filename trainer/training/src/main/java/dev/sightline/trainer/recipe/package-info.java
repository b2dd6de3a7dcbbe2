/** What a training run does, as a person writes it. */
@NullMarked
package dev.sightline.trainer.recipe;

import org.jspecify.annotations.NullMarked;
