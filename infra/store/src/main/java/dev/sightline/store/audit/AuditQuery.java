package dev.sightline.store.audit;

import dev.sightline.store.page.Limit;
import java.util.Optional;

/**
 * Which entries.
 *
 * @param actor only by this one
 * @param action only of this action, or of a group such as {@code identity}
 * @param object only about this
 * @param before only with smaller numbers
 * @param limit most
 */
public record AuditQuery(
        Optional<String> actor, Optional<String> action, Optional<String> object, long before, int limit) {
    public AuditQuery {
        Limit.require(limit);
    }

    /** The newest of all. */
    public static AuditQuery newest(int limit) {
        return new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), Long.MAX_VALUE, limit);
    }
}
