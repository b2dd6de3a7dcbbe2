package dev.sightline.store.sighting;

import dev.sightline.store.database.Database;
import java.util.List;
import java.util.Optional;

/** Reads sightings. Thread-safe. */
public final class SightingRepository {
    private final Database database;

    public SightingRepository(Database database) {
        this.database = database;
    }

    /** The standing sightings of an identity, in the order they began. */
    public List<SightingView> ofIdentity(String identityId) {
        return database.read(em -> em.createQuery(
                        "select s from SightingEntity s left join fetch s.exemplars"
                                + " where s.key.identityId = :id and not s.withdrawn"
                                + " order by s.startTime, s.key.sightingId",
                        SightingEntity.class)
                .setParameter("id", identityId)
                .getResultStream()
                .distinct()
                .map(SightingView::of)
                .toList());
    }

    /** Where a tracklet stands now; empty when it is unknown or withdrawn from every identity. */
    public Optional<SightingView> find(String sightingId) {
        return database.read(em -> em.createQuery(
                        "select s from SightingEntity s left join fetch s.exemplars"
                                + " where s.key.sightingId = :id and not s.withdrawn"
                                + " order by s.revision desc, s.key.identityId",
                        SightingEntity.class)
                .setParameter("id", sightingId)
                .getResultStream()
                .map(SightingView::of)
                .findFirst());
    }
}
