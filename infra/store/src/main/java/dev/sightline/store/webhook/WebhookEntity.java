package dev.sightline.store.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of an endpoint. */
@Entity
@Table(name = "webhook")
class WebhookEntity {
    @Id
    @Column(name = "webhook_id")
    String webhookId;

    @Column(name = "url")
    String url;

    @Column(name = "secret")
    String secret;

    @Column(name = "site_ids")
    String siteIds;

    @Column(name = "kinds")
    String kinds;

    @Column(name = "enabled")
    boolean enabled;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    protected WebhookEntity() {}

    WebhookEntity(Webhook webhook) {
        this.webhookId = webhook.webhookId();
        this.url = webhook.url();
        this.secret = webhook.secret();
        this.siteIds = String.join(",", webhook.sites());
        this.kinds = String.join(",", webhook.kinds());
        this.enabled = webhook.enabled();
        this.createdBy = webhook.by();
        this.createdAt = webhook.at();
    }
}
