package dev.sightline.embedder.pipeline;

import dev.sightline.contracts.v1.Observation;

/** What became of a frame. */
public sealed interface Outcome {
    /** The frame was read. */
    record Observed(Observation observation) implements Outcome {}

    /**
     * The frame is bad input.
     *
     * @param kind short and machine-readable
     * @param reason for people
     */
    record Refused(String kind, String reason) implements Outcome {}
}
