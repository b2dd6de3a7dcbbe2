/** Finds people and faces: decoders of network output by name, and detectors that need no network. */
@NullMarked
package dev.sightline.embedder.detect;

import org.jspecify.annotations.NullMarked;
