package dev.sightline.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * What all cameras share.
 *
 * @param progress of the frames' reader, used when the policy limits running ahead
 */
record Surroundings(
        IngestPolicy policy, FrameOutlet outlet, ConsumerProgress progress, MeterRegistry meters, Clock clock) {}
