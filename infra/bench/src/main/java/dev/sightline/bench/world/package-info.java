/** Worlds of walking people at descriptor speed: how well a system keeps one identity per person over many cameras. */
@NullMarked
package dev.sightline.bench.world;

import org.jspecify.annotations.NullMarked;
