package dev.sightline.store.webhook;

import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What is to be sent, and how it went. An attempt is claimed in a transaction before it is made and ended in one after it: a
 * process that is killed in between loses its claim after a while, and the alert is sent again. Thread-safe, and safe for
 * several processes on one database.
 */
public final class WebhookOutbox {
    private static final int LONGEST_ANSWER = 1_000;

    private final Database database;

    public WebhookOutbox(Database database) {
        this.database = database;
    }

    /**
     * Claims what is due, the longest due first.
     *
     * @param lease after this time an attempt that has not ended is taken for lost
     */
    public List<Attempt> claim(Instant now, Duration lease, int most) {
        return database.write(em -> {
            List<Attempt> claimed = new ArrayList<>();
            for (Tuple due : due(em, now, most)) {
                WebhookDeliveryEntity row = due.get(0, WebhookDeliveryEntity.class);
                String claim = UUID.randomUUID().toString().replace("-", "");
                if (take(em, row, claim, now, lease)) {
                    claimed.add(new Attempt(
                            row.deliveryId,
                            claim,
                            Webhook.of(due.get(1, WebhookEntity.class)),
                            row.alertId,
                            due.get(2, String.class),
                            row.attempts + 1));
                }
            }
            return claimed;
        });
    }

    private static List<Tuple> due(EntityManager em, Instant now, int most) {
        return em.createQuery(
                        "select d, w, a.document from WebhookDeliveryEntity d, WebhookEntity w, AlertEntity a"
                                + " where d.state = :waiting and d.nextAt <= :now and w.webhookId = d.webhookId"
                                + " and w.enabled and a.alertId = d.alertId order by d.nextAt, d.deliveryId",
                        Tuple.class)
                .setParameter("waiting", DeliveryState.WAITING)
                .setParameter("now", now)
                .setMaxResults(most)
                .getResultList();
    }

    /** False when another process was faster. */
    private static boolean take(
            EntityManager em, WebhookDeliveryEntity row, String claim, Instant now, Duration lease) {
        return em.createQuery("update WebhookDeliveryEntity d set d.claim = :claim, d.nextAt = :lost,"
                                + " d.attempts = d.attempts + 1, d.changedAt = :now"
                                + " where d.deliveryId = :id and d.state = :waiting and d.nextAt = :seen")
                        .setParameter("claim", claim)
                        .setParameter("lost", now.plus(lease))
                        .setParameter("now", now)
                        .setParameter("id", row.deliveryId)
                        .setParameter("waiting", DeliveryState.WAITING)
                        .setParameter("seen", row.nextAt)
                        .executeUpdate()
                == 1;
    }

    /** The receiver has it. */
    public void delivered(Attempt attempt, String answer, Instant now) {
        end(attempt, DeliveryState.DELIVERED, answer, now, now);
    }

    /** The receiver may not have it: to be tried again. */
    public void failed(Attempt attempt, String answer, Instant next, Instant now) {
        end(attempt, DeliveryState.WAITING, answer, next, now);
    }

    /** Given up. */
    public void dead(Attempt attempt, String answer, Instant now) {
        end(attempt, DeliveryState.DEAD, answer, now, now);
    }

    private void end(Attempt attempt, DeliveryState state, String answer, Instant next, Instant now) {
        database.execute(em -> em.createQuery(
                        "update WebhookDeliveryEntity d set d.state = :state, d.lastAnswer = :answer,"
                                + " d.nextAt = :next, d.changedAt = :now, d.claim = null"
                                + " where d.deliveryId = :id and d.claim = :claim")
                .setParameter("state", state)
                .setParameter("answer", answer.substring(0, Math.min(answer.length(), LONGEST_ANSWER)))
                .setParameter("next", next)
                .setParameter("now", now)
                .setParameter("id", attempt.deliveryId())
                .setParameter("claim", attempt.claim())
                .executeUpdate());
    }

    /** Those of an endpoint that were given up wait again, with all their attempts before them; how many. */
    public int retry(String webhookId, Instant now) {
        return database.write(em -> em.createQuery(
                        "update WebhookDeliveryEntity d set d.state = :waiting, d.attempts = 0, d.nextAt = :now,"
                                + " d.changedAt = :now where d.webhookId = :id and d.state = :dead")
                .setParameter("waiting", DeliveryState.WAITING)
                .setParameter("now", now)
                .setParameter("id", webhookId)
                .setParameter("dead", DeliveryState.DEAD)
                .executeUpdate());
    }

    /** Forgets what was delivered before a time. */
    public int forget(Instant before) {
        return database.write(em -> em.createQuery(
                        "delete from WebhookDeliveryEntity d where d.state = :delivered and d.changedAt < :before")
                .setParameter("delivered", DeliveryState.DELIVERED)
                .setParameter("before", before)
                .executeUpdate());
    }
}
