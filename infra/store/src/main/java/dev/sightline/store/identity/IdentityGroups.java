package dev.sightline.store.identity;

import dev.sightline.store.database.Database;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is named and who was taken for somebody on the watchlist, for searches among them. Thread-safe. */
public final class IdentityGroups {
    private static final String WATCHLIST_HIT = "dev.sightline.alert.watchlist-hit.v1";

    private final Database database;

    public IdentityGroups(Database database) {
        this.database = database;
    }

    /** Identities with a name, their own or that of somebody merged into them. */
    public Set<String> named() {
        return database.read(em -> em.createQuery(
                        "select i.identityId from IdentityEntity i where exists (select 1 from IdentityNameEntity n"
                                + " where n.identityId = i.identityId or n.identityId in"
                                + " (select m.identityId from IdentityEntity m where m.mergedInto = i.identityId))",
                        String.class)
                .getResultStream()
                .collect(Collectors.toSet()));
    }

    /** Identities of which an alert said that they are on the watchlist, or to which such a one was merged. */
    public Set<String> onWatchlist() {
        return database.read(em -> em.createQuery(
                        "select i.identityId from IdentityEntity i where exists (select 1 from AlertEntity a"
                                + " where a.type = :type and (a.subject = i.identityId or a.subject in"
                                + " (select m.identityId from IdentityEntity m where m.mergedInto = i.identityId)))",
                        String.class)
                .setParameter("type", WATCHLIST_HIT)
                .getResultStream()
                .collect(Collectors.toSet()));
    }
}
