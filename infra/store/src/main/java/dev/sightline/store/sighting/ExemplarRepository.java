package dev.sightline.store.sighting;

import dev.sightline.store.database.Database;
import dev.sightline.store.identity.IdentityState;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the exemplars of all active identities, page by page. Thread-safe. */
public final class ExemplarRepository {
    private static final String OF_ACTIVE = " from ExemplarEntity e join e.sighting s, IdentityEntity i"
            + " where s.siteId = :site and i.identityId = e.key.identityId and i.state = :state and not s.withdrawn"
            + " and e.modality = :modality and e.capturedAt >= :captured and s.endTime >= :seen";
    private static final String AFTER = " and (e.key.sightingId > :sighting"
            + " or (e.key.sightingId = :sighting and e.key.identityId > :identity)"
            + " or (e.key.sightingId = :sighting and e.key.identityId = :identity and e.key.ordinal > :ordinal))";
    private static final String IN_ORDER = " order by e.key.sightingId, e.key.identityId, e.key.ordinal";

    private final Database database;

    public ExemplarRepository(Database database) {
        this.database = database;
    }

    /** How many there are. */
    public long count(ExemplarQuery query) {
        return database.read(em -> with(query, em.createQuery("select count(e)" + OF_ACTIVE, Long.class))
                .getSingleResult());
    }

    /** When the newest of each site was taken, of any modality and identity. */
    public Map<String, Instant> newestBySite() {
        return database.read(em -> em.createQuery(
                        "select s.siteId, max(e.capturedAt) from ExemplarEntity e join e.sighting s"
                                + " group by s.siteId",
                        Tuple.class)
                .getResultStream()
                .collect(Collectors.toMap(t -> t.get(0, String.class), t -> t.get(1, Instant.class))));
    }

    /**
     * A page in the order of their places.
     *
     * @param after the last place of the page before
     * @param limit most in it; fewer mean that it is the last
     */
    public List<StoredExemplar> page(ExemplarQuery query, Optional<ExemplarKey> after, int limit) {
        String text = "select e, s.siteId" + OF_ACTIVE + (after.isPresent() ? AFTER : "") + IN_ORDER;
        return database.read(em -> {
            TypedQuery<Tuple> page =
                    with(query, em.createQuery(text, Tuple.class)).setMaxResults(limit);
            after.ifPresent(place -> page.setParameter("sighting", place.sightingId())
                    .setParameter("identity", place.identityId())
                    .setParameter("ordinal", place.ordinal()));
            return page.getResultStream().map(ExemplarRepository::stored).toList();
        });
    }

    private static StoredExemplar stored(Tuple row) {
        ExemplarEntity exemplar = row.get(0, ExemplarEntity.class);
        return new StoredExemplar(exemplar.key, row.get(1, String.class), ExemplarView.of(exemplar));
    }

    private static <T> TypedQuery<T> with(ExemplarQuery query, TypedQuery<T> typed) {
        return typed.setParameter("site", query.siteId())
                .setParameter("state", IdentityState.ACTIVE)
                .setParameter("modality", query.modalityName())
                .setParameter("captured", query.capturedSince())
                .setParameter("seen", query.seenSince());
    }
}
