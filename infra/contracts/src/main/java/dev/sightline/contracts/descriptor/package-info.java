/** Arithmetic of L2-normalised descriptors. */
@NullMarked
package dev.sightline.contracts.descriptor;

import org.jspecify.annotations.NullMarked;
