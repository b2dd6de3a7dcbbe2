package dev.sightline.store.alert;

import jakarta.persistence.EntityManager;
import java.util.Collection;

/** Writes alerts inside the recorder's transaction. Bound to one entity manager. */
public final class AlertWriter {
    private final EntityManager em;

    public AlertWriter(EntityManager em) {
        this.em = em;
    }

    /** Reads the rows of a batch at once instead of one by one. */
    public void prefetch(Collection<String> alertIds) {
        em.createQuery("select a from AlertEntity a where a.alertId in :ids", AlertEntity.class)
                .setParameter("ids", alertIds)
                .getResultList();
    }

    /**
     * Inserts an alert.
     *
     * @param ruleId the record's key: rule or watchlist entry
     * @return false when an alert of that id was there already
     */
    public boolean insert(String ruleId, AlertDocument alert) {
        if (em.find(AlertEntity.class, alert.alertId()) != null) {
            return false;
        }
        em.persist(new AlertEntity(ruleId, alert));
        return true;
    }
}
