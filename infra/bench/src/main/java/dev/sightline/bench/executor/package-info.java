/** What running a graph node by node costs beside the same network written by hand. */
@NullMarked
package dev.sightline.bench.executor;

import org.jspecify.annotations.NullMarked;
