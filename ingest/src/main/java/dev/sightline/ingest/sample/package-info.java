/** Decides which pictures of a source go on: by capture time and by motion. Plain arithmetic, no frameworks. */
@NullMarked
package dev.sightline.ingest.sample;

import org.jspecify.annotations.NullMarked;
