package dev.sightline.store.webhook;

import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Endpoints that get alerts. Thread-safe. */
public final class Webhooks {
    private final Database database;

    public Webhooks(Database database) {
        this.database = database;
    }

    /**
     * How an endpoint is doing.
     *
     * @param count of its deliveries by state
     * @param problem what the last attempt came to that did not deliver
     * @param problemAt when
     */
    public record Progress(Map<DeliveryState, Long> count, Optional<String> problem, Optional<Instant> problemAt) {
        public Progress {
            count = Map.copyOf(count);
        }

        public long of(DeliveryState state) {
            return count.getOrDefault(state, 0L);
        }
    }

    /** All, the oldest first. */
    public List<Webhook> all() {
        return database.read(em -> em.createQuery(
                        "select w from WebhookEntity w order by w.createdAt, w.webhookId", WebhookEntity.class)
                .getResultStream()
                .map(Webhook::of)
                .toList());
    }

    public Optional<Webhook> find(String webhookId) {
        return database.read(em ->
                Optional.ofNullable(em.find(WebhookEntity.class, webhookId)).map(Webhook::of));
    }

    public void add(Webhook webhook) {
        database.execute(em -> em.persist(new WebhookEntity(webhook)));
    }

    /** Lets one rest, or go on: what came meanwhile was not for it, what waited before is sent. */
    public void enable(String webhookId, boolean enabled) {
        database.execute(em -> {
            WebhookEntity row = em.find(WebhookEntity.class, webhookId);
            if (row != null) {
                row.enabled = enabled;
            }
        });
    }

    /** Removes one with all that waits for it. */
    public void remove(String webhookId) {
        database.execute(em -> {
            em.createQuery("delete from WebhookDeliveryEntity d where d.webhookId = :id")
                    .setParameter("id", webhookId)
                    .executeUpdate();
            em.createQuery("delete from WebhookEntity w where w.webhookId = :id")
                    .setParameter("id", webhookId)
                    .executeUpdate();
        });
    }

    public Progress progress(String webhookId) {
        return database.read(em -> {
            Map<DeliveryState, Long> count = new EnumMap<>(DeliveryState.class);
            em.createQuery(
                            "select d.state, count(d) from WebhookDeliveryEntity d where d.webhookId = :id"
                                    + " group by d.state",
                            Tuple.class)
                    .setParameter("id", webhookId)
                    .getResultStream()
                    .forEach(row -> count.put(row.get(0, DeliveryState.class), row.get(1, Long.class)));
            Optional<WebhookDeliveryEntity> last = lastProblem(em, webhookId);
            return new Progress(count, last.map(row -> row.lastAnswer), last.map(row -> row.changedAt));
        });
    }

    private static Optional<WebhookDeliveryEntity> lastProblem(EntityManager em, String webhookId) {
        return em.createQuery(
                        "select d from WebhookDeliveryEntity d where d.webhookId = :id and d.state <> :delivered"
                                + " and d.lastAnswer <> '' order by d.changedAt desc",
                        WebhookDeliveryEntity.class)
                .setParameter("id", webhookId)
                .setParameter("delivered", DeliveryState.DELIVERED)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }
}
