/** Comparing samples of numbers. */
@NullMarked
package dev.sightline.platform.statistics;

import org.jspecify.annotations.NullMarked;
