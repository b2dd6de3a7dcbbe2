/** The training run: a recipe and labelled crops in, a model package out. */
@NullMarked
package dev.sightline.trainer.learn;

import org.jspecify.annotations.NullMarked;
