package dev.sightline.ingest.source;

import dev.sightline.contracts.v1.Clock;

/**
 * A picture's place in its source.
 *
 * @param sequence 1-based index in the source, counting pictures that nobody takes
 * @param captureTimeUs microseconds since the epoch, growing with the sequence
 * @param clock where the capture time came from
 */
public record Stamp(long sequence, long captureTimeUs, Clock clock) {}
