package dev.sightline.store.identity;

import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people call identities. A name belongs to the identity that it was given to; an identity without one shows the newest
 * name of those merged into it, so a merge loses no name and a split gives it back. Thread-safe.
 */
public final class IdentityNames {
    /** Longest name. */
    public static final int LONGEST = 200;

    private final Database database;

    public IdentityNames(Database database) {
        this.database = database;
    }

    /** Names by identity id; those without a name are left out. */
    public Map<String, String> of(Collection<String> identityIds) {
        if (identityIds.isEmpty()) {
            return Map.of();
        }
        return database.read(em -> {
            Map<String, String> names = new HashMap<>();
            em.createQuery(
                            "select i.mergedInto, n.name from IdentityNameEntity n, IdentityEntity i"
                                    + " where i.identityId = n.identityId and i.mergedInto in :ids order by n.at",
                            Object[].class)
                    .setParameter("ids", identityIds)
                    .getResultStream()
                    .forEach(row -> names.put((String) row[0], (String) row[1]));
            own(em, identityIds, names);
            return names;
        });
    }

    private static void own(EntityManager em, Collection<String> identityIds, Map<String, String> names) {
        em.createQuery("select n from IdentityNameEntity n where n.identityId in :ids", IdentityNameEntity.class)
                .setParameter("ids", identityIds)
                .getResultStream()
                .forEach(row -> names.put(row.identityId, row.name));
    }

    /**
     * Names an identity, or takes its name away.
     *
     * @param name empty: none
     */
    public void set(String identityId, Optional<String> name, String by, Instant at) {
        database.execute(em -> {
            IdentityNameEntity row = em.find(IdentityNameEntity.class, identityId);
            if (name.isEmpty()) {
                Optional.ofNullable(row).ifPresent(em::remove);
                return;
            }
            IdentityNameEntity target = row == null ? new IdentityNameEntity(identityId) : row;
            target.name = name.get();
            target.by = by;
            target.at = at;
            if (row == null) {
                em.persist(target);
            }
        });
    }
}
