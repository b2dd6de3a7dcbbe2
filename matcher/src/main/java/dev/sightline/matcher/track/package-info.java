/**
 * Follows people within one camera: observations in, tracklets out. Pure algorithm: no Kafka, no configuration, no
 * clock but the capture times of the observations.
 */
@NullMarked
package dev.sightline.matcher.track;

import org.jspecify.annotations.NullMarked;
