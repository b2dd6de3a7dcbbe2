package dev.sightline.store.alert;

import dev.sightline.store.webhook.WebhookQueue;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes alerts inside the recorder's transaction. Bound to one entity manager. */
public final class AlertWriter {
    private final EntityManager em;
    private final Instant now;
    private final WebhookQueue webhooks;
    private @Nullable List<Snooze> standing;

    /** @param now when the alerts come in, for what is snoozed */
    public AlertWriter(EntityManager em, Instant now) {
        this.em = em;
        this.now = now;
        this.webhooks = new WebhookQueue(em, now);
    }

    /** Reads the rows of a batch at once instead of one by one. */
    public void prefetch(Collection<String> alertIds) {
        em.createQuery("select a from AlertEntity a where a.alertId in :ids", AlertEntity.class)
                .setParameter("ids", alertIds)
                .getResultList();
    }

    /** {@link #insert(String, AlertDocument, Instant)} of what is recorded as it happens. */
    public boolean insert(String ruleId, AlertDocument alert) {
        return insert(ruleId, alert, alert.time());
    }

    /**
     * Inserts an alert.
     *
     * @param ruleId the record's key: rule or watchlist entry
     * @param recordedAt when the record was written
     * @return false when an alert of that id was there already
     */
    public boolean insert(String ruleId, AlertDocument alert, Instant recordedAt) {
        if (em.find(AlertEntity.class, alert.alertId()) != null) {
            return false;
        }
        Optional<String> snooze = silencedBy(alert);
        em.persist(new AlertEntity(ruleId, alert, snooze.orElse(null), recordedAt));
        if (snooze.isEmpty()) {
            webhooks.add(alert.alertId(), alert.site(), alert.kind());
        }
        return true;
    }

    private Optional<String> silencedBy(AlertDocument alert) {
        if (standing == null) {
            standing = Snoozes.standing(em, now);
        }
        return Snoozes.silencing(em, standing, alert.snoozed()).map(Snooze::snoozeId);
    }
}
