/** Arithmetic of L2-normalized descriptors. */
@NullMarked
package dev.sightline.contracts.descriptor;

import org.jspecify.annotations.NullMarked;
