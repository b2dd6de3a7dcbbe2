/** In which order: the frames of all cameras of a site, by event time, so that a replay decides the same. */
@NullMarked
package dev.sightline.matcher.order;

import org.jspecify.annotations.NullMarked;
