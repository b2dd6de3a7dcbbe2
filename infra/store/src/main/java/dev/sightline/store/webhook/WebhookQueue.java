package dev.sightline.store.webhook;

import dev.sightline.contracts.id.Ids;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts alerts into the outbox inside the recorder's transaction. Bound to one entity manager. */
public final class WebhookQueue {
    private final EntityManager em;
    private final Instant now;
    private @Nullable List<Webhook> webhooks;

    public WebhookQueue(EntityManager em, Instant now) {
        this.em = em;
        this.now = now;
    }

    /** An alert that has just been added, for every endpoint that wants it. */
    public void add(String alertId, String site, String kind) {
        if (webhooks == null) {
            webhooks = em.createQuery("select w from WebhookEntity w where w.enabled", WebhookEntity.class)
                    .getResultStream()
                    .map(Webhook::of)
                    .toList();
        }
        List<Webhook> wanting =
                webhooks.stream().filter(webhook -> webhook.wants(site, kind)).toList();
        if (!wanting.isEmpty()) {
            em.flush(); // A delivery refers to its alert.
            wanting.forEach(webhook -> em.persist(new WebhookDeliveryEntity(
                    Ids.of("delivery", webhook.webhookId(), alertId), webhook.webhookId(), alertId, now)));
        }
    }
}
