package dev.sightline.store.identity;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.store.time.EventTime;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes identities inside the recorder's transaction. Bound to one entity manager and its thread. */
public final class IdentityWriter {
    private final EntityManager em;
    private final Instant recordedAt;

    /** For what is recorded as it happens. */
    public IdentityWriter(EntityManager em) {
        this(em, Instant.EPOCH);
    }

    /** @param recordedAt when an identity is recorded of which there is no sighting yet */
    public IdentityWriter(EntityManager em, Instant recordedAt) {
        this.em = em;
        this.recordedAt = recordedAt;
    }

    /**
     * Makes sure that rows exist: sightings and events of an identity lie in different topics, either may come first.
     *
     * @param sites site id by identity id
     */
    public void ensure(Map<String, String> sites) {
        if (sites.isEmpty()) {
            return;
        }
        List<String> present = em.createQuery(
                        "select i from IdentityEntity i where i.identityId in :ids", IdentityEntity.class)
                .setParameter("ids", sites.keySet())
                .getResultStream()
                .map(identity -> identity.identityId)
                .toList();
        sites.forEach((identityId, siteId) -> {
            if (!present.contains(identityId)) {
                em.persist(new IdentityEntity(identityId, siteId, recordedAt));
            }
        });
        em.flush();
    }

    /** Changes the state of the identities that an event names; their rows exist. */
    public void apply(IdentityEvent event) {
        if (event.getIdentityId().isEmpty()) {
            return;
        }
        IdentityEntity identity = row(event.getIdentityId());
        Instant at = EventTime.of(event.getEventTimeUs());
        switch (event.getType()) {
            case TYPE_CREATED -> created(identity, at);
            case TYPE_LINKED, TYPE_MOVED -> linked(identity, at);
            case TYPE_MERGED -> {
                IdentityEntity absorbed = row(event.getOtherIdentityId());
                absorbed.become(IdentityState.MERGED, at);
                absorbed.mergedInto = identity.identityId;
            }
            case TYPE_SPLIT -> {
                IdentityEntity separated = row(event.getOtherIdentityId());
                created(separated, at);
                separated.mergedInto = null;
                separated.splitFrom = identity.identityId;
            }
            case TYPE_EXPIRED -> identity.become(IdentityState.EXPIRED, at);
            case TYPE_ERASED -> identity.become(IdentityState.ERASED, at);
            case TYPE_TENTATIVE, TYPE_UNSPECIFIED, UNRECOGNIZED -> {
                // Says something about a tracklet, nothing about the identity.
            }
        }
    }

    /** Brings the seen times and counts in line with the sightings now in the database. */
    public void refresh(Collection<String> identityIds) {
        if (identityIds.isEmpty()) {
            return;
        }
        em.flush();
        em.createNativeQuery("""
                        update identity set
                          first_seen = coalesce((select min(s.start_time) from sighting s
                            where s.identity_id = identity.identity_id and not s.withdrawn), created_at, :epoch),
                          last_seen = coalesce((select max(s.end_time) from sighting s
                            where s.identity_id = identity.identity_id and not s.withdrawn), created_at, :epoch),
                          recorded_at = coalesce((select max(s.recorded_at) from sighting s
                            where s.identity_id = identity.identity_id and not s.withdrawn), recorded_at),
                          sighting_count = (select count(*) from sighting s
                            where s.identity_id = identity.identity_id and not s.withdrawn)
                        where identity_id in (:ids)
                        """)
                .setParameter("epoch", Instant.EPOCH)
                .setParameter("ids", identityIds)
                .executeUpdate();
    }

    private static void created(IdentityEntity identity, Instant at) {
        if (identity.createdAt == null) {
            identity.createdAt = at;
        }
        identity.become(IdentityState.ACTIVE, at);
    }

    private static void linked(IdentityEntity identity, Instant at) {
        if (identity.state == IdentityState.EXPIRED) {
            identity.become(IdentityState.ACTIVE, at);
        }
    }

    private IdentityEntity row(String identityId) {
        return Objects.requireNonNull(em.find(IdentityEntity.class, identityId), identityId);
    }
}
