/**
 * Follows people within one camera: observations in, tracklets out. Pure algorithm: no Kafka, no configuration, no
 * clock but the capture times of the observations.
 *
 * <p>The way through: {@link dev.sightline.matcher.track.CameraTracker} takes an observation, {@code FrameStep} lets
 * {@code Association} pair tracklets with detections and updates them, {@code Doubts} asks whether a tracklet still shows
 * the same person, {@code Reports} writes what is worth telling.
 * {@code TrackerMemory} is all state, {@code TrackerStateCodec} its bytes, {@code WrittenEntries} what of them is stored.
 */
@NullMarked
package dev.sightline.matcher.track;

import org.jspecify.annotations.NullMarked;
