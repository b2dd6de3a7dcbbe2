/** Putting people on the watchlist. */
@NullMarked
package dev.sightline.app.enrol;

import org.jspecify.annotations.NullMarked;
