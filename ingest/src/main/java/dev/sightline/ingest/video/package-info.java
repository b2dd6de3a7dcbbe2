/** Writes videos: annotated results, and the demo's second camera. */
@NullMarked
package dev.sightline.ingest.video;

import org.jspecify.annotations.NullMarked;
