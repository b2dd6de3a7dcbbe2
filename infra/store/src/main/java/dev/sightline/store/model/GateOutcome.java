package dev.sightline.store.model;

/** What the comparison with the champion said. */
public enum GateOutcome {
    PASSED,
    REFUSED,
    INCONCLUSIVE,
    /** The package carries no report. */
    NONE
}
