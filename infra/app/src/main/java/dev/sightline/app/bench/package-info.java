/** Measurements a user can repeat: {@code sightline bench}. */
@NullMarked
package dev.sightline.app.bench;

import org.jspecify.annotations.NullMarked;
