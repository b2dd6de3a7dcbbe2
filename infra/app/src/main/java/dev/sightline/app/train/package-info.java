/** {@code sightline train}: from labelled crops to a model package. */
@NullMarked
package dev.sightline.app.train;

import org.jspecify.annotations.NullMarked;
