package dev.sightline.trainer.pair;

/** Who says that a pair is the same or different, the most trusted first. */
public enum LabelSource {
    /** A person who looked. */
    OPERATOR,
    /** A list from elsewhere. */
    IMPORT,
    /** Both are of one unbroken stay. */
    SELF_SAME_TRACKLET,
    /** Both were in one camera at one time, so they are two people. */
    SELF_SAME_TIME,
    /** The matcher linked them with much to spare. */
    SELF_CONFIDENT_LINK;

    /** Whether the other is trusted less. */
    boolean outranks(LabelSource other) {
        return compareTo(other) < 0;
    }
}
