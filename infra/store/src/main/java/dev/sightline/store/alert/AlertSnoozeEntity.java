package dev.sightline.store.alert;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of a snooze. */
@Entity
@Table(name = "alert_snooze")
class AlertSnoozeEntity {
    @Id
    @Column(name = "snooze_id")
    String snoozeId;

    @Column(name = "site_id")
    String siteId;

    @Column(name = "camera_id")
    @Nullable
    String cameraId;

    @Column(name = "identity_id")
    @Nullable
    String identityId;

    @Column(name = "until_time")
    Instant until;

    @Column(name = "reason")
    String reason;

    @Column(name = "created_by")
    String by;

    @Column(name = "created_at")
    Instant at;

    @Column(name = "ended_by")
    @Nullable
    String endedBy;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    protected AlertSnoozeEntity() {}

    AlertSnoozeEntity(Snooze snooze) {
        this.snoozeId = snooze.snoozeId();
        this.siteId = snooze.siteId();
        this.cameraId = snooze.camera().orElse(null);
        this.identityId = snooze.identity().orElse(null);
        this.until = snooze.until();
        this.reason = snooze.reason();
        this.by = snooze.by();
        this.at = snooze.at();
    }
}
