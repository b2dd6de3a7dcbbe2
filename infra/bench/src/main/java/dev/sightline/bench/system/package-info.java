/** Measurements of the whole system. */
@NullMarked
package dev.sightline.bench.system;

import org.jspecify.annotations.NullMarked;
