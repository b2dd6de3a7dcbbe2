/** Data sets that never change: pictures with labels under one hash, how they are made, stored and exported. */
@NullMarked
package dev.sightline.trainer.snapshot;

import org.jspecify.annotations.NullMarked;
