package dev.sightline.store.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of an alert on its way to an endpoint. */
@Entity
@Table(name = "webhook_delivery")
class WebhookDeliveryEntity {
    @Id
    @Column(name = "delivery_id")
    String deliveryId;

    @Column(name = "webhook_id")
    String webhookId;

    @Column(name = "alert_id")
    String alertId;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    DeliveryState state;

    @Column(name = "attempts")
    int attempts;

    @Column(name = "next_at")
    Instant nextAt;

    @Column(name = "claim")
    @Nullable
    String claim;

    @Column(name = "last_answer")
    String lastAnswer;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    protected WebhookDeliveryEntity() {}

    WebhookDeliveryEntity(String deliveryId, String webhookId, String alertId, Instant now) {
        this.deliveryId = deliveryId;
        this.webhookId = webhookId;
        this.alertId = alertId;
        this.state = DeliveryState.WAITING;
        this.nextAt = now;
        this.lastAnswer = "";
        this.createdAt = now;
        this.changedAt = now;
    }
}
