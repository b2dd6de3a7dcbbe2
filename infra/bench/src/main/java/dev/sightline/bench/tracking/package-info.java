/**
 * Our tracker beside SORT, ByteTrack and OC-SORT, written from their papers, on the same detections and descriptors.
 */
@NullMarked
package dev.sightline.bench.tracking;

import org.jspecify.annotations.NullMarked;
