package dev.sightline.ingest;

import dev.sightline.ingest.status.StatusTopic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.IntToLongFunction;

/**
 * What all cameras share.
 *
 * @param progress first offset of a partition that the frames' reader is not done with; asked when the policy limits
 *     running ahead
 */
record IngestResources(
        IngestPolicy policy,
        FrameOutlet outlet,
        StatusTopic statuses,
        IntToLongFunction progress,
        MeterRegistry meters,
        Clock clock) {}
