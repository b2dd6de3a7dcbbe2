package dev.sightline.store.alert;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of an alert. Written once, never changed. */
@Entity
@Table(name = "alert")
class AlertEntity {
    @Id
    @Column(name = "alert_id")
    String alertId;

    @Column(name = "rule_id")
    String ruleId;

    @Column(name = "source")
    String source;

    @Column(name = "event_type")
    String type;

    @Column(name = "subject")
    @Nullable
    String subject;

    @Column(name = "event_time")
    Instant time;

    @Column(name = "document")
    String document;

    @Column(name = "snooze_id")
    @Nullable
    String snoozeId;

    @Column(name = "recorded_at")
    Instant recordedAt;

    protected AlertEntity() {}

    AlertEntity(String ruleId, AlertDocument alert, @Nullable String snoozeId, Instant recordedAt) {
        this.alertId = alert.alertId();
        this.ruleId = ruleId;
        this.source = alert.source();
        this.type = alert.type();
        this.subject = alert.subject().orElse(null);
        this.time = alert.time();
        this.document = alert.json();
        this.snoozeId = snoozeId;
        this.recordedAt = recordedAt;
    }
}
