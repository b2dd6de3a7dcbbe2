package dev.sightline.store.recorder;

/** What the loop works with; made once by {@link RecorderService}. */
record RecorderParts(
        RecordReader reader,
        PartitionAssignment assignment,
        BatchRecorder batches,
        Housekeeping housekeeping,
        RecorderPolicy policy,
        RecorderMeters meters,
        Checkpoint checkpoint) {}
