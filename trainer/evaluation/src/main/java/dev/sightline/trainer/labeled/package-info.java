/** Crops and descriptors of people whose identity and camera are known, and the list file that names them. */
@NullMarked
package dev.sightline.trainer.labeled;

import org.jspecify.annotations.NullMarked;
