package dev.sightline.store.search;

import java.util.List;

/**
 * Part of the index that a search asked and that did not answer, or not with everything.
 *
 * @param instance host and port of who was asked; empty: nobody holds it
 * @param partitions of {@code sightings}, in order
 * @param why what is known of it
 */
public record Unanswered(String instance, List<Integer> partitions, Reason why) {
    public Unanswered {
        partitions = partitions.stream().sorted().toList();
    }

    /** Why there is no whole answer. */
    public enum Reason {
        /** Not within the time there is. */
        SILENT,
        /** The two instances do not know the same secret. */
        REFUSED,
        /** Its index is being built, or moves to another instance: what it had was taken, but is not all. */
        BUILDING,
        /** No instance holds it. */
        NOBODY
    }
}
