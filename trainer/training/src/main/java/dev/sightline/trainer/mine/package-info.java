/** Which examples to learn from: triplets within a batch, and the hardest strangers of a whole data set. */
@NullMarked
package dev.sightline.trainer.mine;

import org.jspecify.annotations.NullMarked;
