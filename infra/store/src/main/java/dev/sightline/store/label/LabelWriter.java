package dev.sightline.store.label;

import jakarta.persistence.EntityManager;
import java.util.Collection;

/** Writes labelled pairs inside the recorder's transaction. Bound to one entity manager. */
public final class LabelWriter {
    private final EntityManager em;

    public LabelWriter(EntityManager em) {
        this.em = em;
    }

    /** Reads the rows of a batch at once instead of one by one. */
    public void prefetch(Collection<String> feedbackIds) {
        em.createQuery("select l from LabelledPairEntity l where l.feedbackId in :ids", LabelledPairEntity.class)
                .setParameter("ids", feedbackIds)
                .getResultList();
    }

    /**
     * Inserts a label.
     *
     * @return false when a statement of that id was there already: the same id again is the same statement
     */
    public boolean insert(LabelledPair pair) {
        if (em.find(LabelledPairEntity.class, pair.feedbackId()) != null) {
            return false;
        }
        em.persist(new LabelledPairEntity(pair));
        return true;
    }
}
