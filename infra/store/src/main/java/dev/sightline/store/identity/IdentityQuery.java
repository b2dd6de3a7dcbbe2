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
 * @param named only those that somebody has named, or only those that nobody has
 * @param from where the page begins
 * @param limit items of a page, 1 to {@link Limit#MAX}
 */
public record IdentityQuery(
        Optional<String> siteId,
        Optional<String> cameraId,
        Set<IdentityState> states,
        Optional<Boolean> named,
        Cursor from,
        int limit) {

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
                Optional.empty(),
                Cursor.start(),
                limit);
    }

    public IdentityQuery ofSite(String site) {
        return new IdentityQuery(Optional.of(site), cameraId, states, named, from, limit);
    }

    public IdentityQuery seenBy(String camera) {
        return new IdentityQuery(siteId, Optional.of(camera), states, named, from, limit);
    }

    public IdentityQuery inStates(Set<IdentityState> wanted) {
        return new IdentityQuery(siteId, cameraId, wanted, named, from, limit);
    }

    /** Only those with a name, or only those without. */
    public IdentityQuery named(boolean wanted) {
        return new IdentityQuery(siteId, cameraId, states, Optional.of(wanted), from, limit);
    }

    public IdentityQuery from(Cursor cursor) {
        return new IdentityQuery(siteId, cameraId, states, named, cursor, limit);
    }
}
