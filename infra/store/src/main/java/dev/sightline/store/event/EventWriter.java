package dev.sightline.store.event;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.store.time.EventTime;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;

/** Writes identity events inside the recorder's transaction. Bound to one entity manager. */
public final class EventWriter {
    private final EntityManager em;

    public EventWriter(EntityManager em) {
        this.em = em;
    }

    /** Reads the rows of a batch at once instead of one by one. */
    public void prefetch(Collection<String> eventIds) {
        em.createQuery("select e from EventEntity e where e.eventId in :ids", EventEntity.class)
                .setParameter("ids", eventIds)
                .getResultList();
    }

    /** {@link #insert(IdentityEvent, int, long, Instant)} of what is recorded as it happens. */
    public boolean insert(IdentityEvent event, int partition, long offset) {
        return insert(event, partition, offset, EventTime.of(event.getEventTimeUs()));
    }

    /**
     * Inserts an event; the rows of the identities it names exist.
     *
     * @param partition where it was read: events of a site are ordered by it and the offset
     * @param recordedAt when it was written there
     * @return false when the event was there already
     */
    public boolean insert(IdentityEvent event, int partition, long offset, Instant recordedAt) {
        if (em.find(EventEntity.class, event.getEventId()) != null) {
            return false;
        }
        em.persist(new EventEntity(event, partition, offset, recordedAt));
        return true;
    }
}
