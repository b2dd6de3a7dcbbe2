/** Searching people by words: training, measuring and asking; classes made of a few crops or of words. */
@NullMarked
package dev.sightline.app.words;

import org.jspecify.annotations.NullMarked;
