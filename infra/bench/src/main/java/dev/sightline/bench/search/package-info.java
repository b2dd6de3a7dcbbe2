/** The search index at the size of a year. */
@NullMarked
package dev.sightline.bench.search;

import org.jspecify.annotations.NullMarked;
