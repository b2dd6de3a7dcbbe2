package dev.sightline.store.recorder;

import java.util.Optional;

/**
 * Where recording of one partition goes on, and what that says about its topic. Pure.
 *
 * @param offset to read on at
 * @param outcome why there
 * @param records how many records the outcome is about; 0 when it is {@link Outcome#GOES_ON}
 */
record Placement(long offset, Outcome outcome, long records) {
    /** What was found. */
    enum Outcome {
        /** Nothing happened: reading goes on where the rows end. */
        GOES_ON,
        /** The topic was created again under its name: what was recorded is of the earlier one. Reading begins at its start. */
        CREATED_AGAIN,
        /** Its beginning was deleted, by retention or by hand, before it was recorded: records are missing. */
        BEGINNING_DELETED,
        /** Its end was lost, as after a crash of a broker with one copy; all of it is recorded, nothing is missing. */
        END_LOST,
        /** It is shorter than what is recorded, and rows from before topics had ids do not say why. */
        SHORTER
    }

    /** What a partition has in Kafka: its first offset, and the one after its last. */
    record Range(long first, long end) {}

    /**
     * Judges.
     *
     * @param stored the offset after the last recorded record
     * @param recorded id of the topic that was recorded; empty for rows from before ids were kept
     * @param present id of the topic that is there
     */
    static Placement of(long stored, Optional<String> recorded, String present, Range range) {
        if (recorded.isPresent() && !recorded.get().equals(present)) {
            return new Placement(range.first(), Outcome.CREATED_AGAIN, range.end() - range.first());
        }
        if (stored < range.first()) {
            return new Placement(range.first(), Outcome.BEGINNING_DELETED, range.first() - stored);
        }
        if (stored > range.end()) {
            return recorded.isPresent()
                    ? new Placement(range.end(), Outcome.END_LOST, stored - range.end())
                    : new Placement(range.first(), Outcome.SHORTER, stored - range.end());
        }
        return new Placement(stored, Outcome.GOES_ON, 0);
    }
}
