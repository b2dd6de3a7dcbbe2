/** {@code sightline train}: from labeled crops to a model package. */
@NullMarked
package dev.sightline.app.train;

import org.jspecify.annotations.NullMarked;
