/** Exact pairing of two sets at least cost, shared by the tracker, the linker and the evaluation. */
@NullMarked
package dev.sightline.contracts.assignment;

import org.jspecify.annotations.NullMarked;
