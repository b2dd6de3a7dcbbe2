package dev.sightline.store.identity;

import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Limit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which identities to list.
 *
 * @param siteId only those of a site
 * @param cameraId only those with a standing sighting in a camera
 * @param states only those in these states
 * @param from where the page begins
 * @param limit items of a page, 1 to {@link Limit#MAX}
 */
public record IdentityQuery(
        Optional<String> siteId, Optional<String> cameraId, Set<IdentityState> states, Cursor from, int limit) {

    public IdentityQuery {
        states = Set.copyOf(states);
        Limit.require(limit);
    }

    /** All that are neither merged away nor erased, newest first. */
    public static IdentityQuery newest(int limit) {
        return new IdentityQuery(
                Optional.empty(),
                Optional.empty(),
                EnumSet.of(IdentityState.ACTIVE, IdentityState.EXPIRED),
                Cursor.start(),
                limit);
    }

    public IdentityQuery ofSite(String site) {
        return new IdentityQuery(Optional.of(site), cameraId, states, from, limit);
    }

    public IdentityQuery seenBy(String camera) {
        return new IdentityQuery(siteId, Optional.of(camera), states, from, limit);
    }

    public IdentityQuery inStates(Set<IdentityState> wanted) {
        return new IdentityQuery(siteId, cameraId, wanted, from, limit);
    }

    public IdentityQuery from(Cursor cursor) {
        return new IdentityQuery(siteId, cameraId, states, cursor, limit);
    }
}
