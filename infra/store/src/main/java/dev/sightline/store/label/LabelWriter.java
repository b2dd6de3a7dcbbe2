package dev.sightline.store.label;

import jakarta.persistence.EntityManager;
import java.util.Collection;

/** Writes labeled pairs inside the recorder's transaction. Bound to one entity manager. */
public final class LabelWriter {
    private final EntityManager em;

    public LabelWriter(EntityManager em) {
        this.em = em;
    }

    /** Reads the rows of a batch at once instead of one by one. */
    public void prefetch(Collection<String> feedbackIds) {
        em.createQuery("select l from LabeledPairEntity l where l.feedbackId in :ids", LabeledPairEntity.class)
                .setParameter("ids", feedbackIds)
                .getResultList();
    }

    /**
     * Inserts a label.
     *
     * @return false when a statement of that id was there already: the same id again is the same statement
     */
    public boolean insert(LabeledPair pair) {
        if (em.find(LabeledPairEntity.class, pair.feedbackId()) != null) {
            return false;
        }
        em.persist(new LabeledPairEntity(pair));
        return true;
    }
}
