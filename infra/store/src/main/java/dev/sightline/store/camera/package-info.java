/** The cameras as the compacted topic has them now. */
@NullMarked
package dev.sightline.store.camera;

import org.jspecify.annotations.NullMarked;
