package dev.sightline.store.alert;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row that says who has dealt with an alert. */
@Entity
@Table(name = "alert_acknowledgement")
class AlertAcknowledgementEntity {
    @Id
    @Column(name = "alert_id")
    String alertId;

    @Column(name = "acknowledged_by")
    String by;

    @Column(name = "acknowledged_at")
    Instant at;

    @Column(name = "note")
    String note;

    protected AlertAcknowledgementEntity() {}

    AlertAcknowledgementEntity(Acknowledgement acknowledgement) {
        this.alertId = acknowledgement.alertId();
        this.by = acknowledgement.by();
        this.at = acknowledgement.at();
        this.note = acknowledgement.note();
    }
}
