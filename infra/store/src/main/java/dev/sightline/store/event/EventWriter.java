package dev.sightline.store.event;

import dev.sightline.contracts.v1.IdentityEvent;
import jakarta.persistence.EntityManager;
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

    /**
     * Inserts an event; the rows of the identities it names exist.
     *
     * @param partition where it was read: events of a site are ordered by it and the offset
     * @return false when the event was there already
     */
    public boolean insert(IdentityEvent event, int partition, long offset) {
        if (em.find(EventEntity.class, event.getEventId()) != null) {
            return false;
        }
        em.persist(new EventEntity(event, partition, offset));
        return true;
    }
}
