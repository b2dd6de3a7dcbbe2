/** Deterministic ids: the same input gives the same id, so a replay repeats itself. */
@NullMarked
package dev.sightline.contracts.id;

import org.jspecify.annotations.NullMarked;
