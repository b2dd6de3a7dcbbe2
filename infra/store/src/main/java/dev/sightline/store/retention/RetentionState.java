package dev.sightline.store.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How retention is.
 *
 * @param classes each class
 * @param cropBytes bytes of the crop folder when it was last looked through; -1 before
 * @param cropBudget most bytes it may have
 * @param lookedAt when retention was last enforced as a whole; empty: not since the start
 */
public record RetentionState(List<OfClass> classes, long cropBytes, long cropBudget, Optional<Instant> lookedAt) {
    public RetentionState {
        classes = List.copyOf(classes);
    }

    /**
     * One class.
     *
     * @param kind which
     * @param keep how long
     * @param oldest the oldest that is there; empty: nothing is
     * @param overdue how long ago the oldest should have gone; 0: it should not
     * @param late whether that is too long
     */
    public record OfClass(DataClass kind, Duration keep, Optional<Instant> oldest, Duration overdue, boolean late) {}
}
