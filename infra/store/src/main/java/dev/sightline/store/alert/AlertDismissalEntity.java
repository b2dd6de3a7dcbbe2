package dev.sightline.store.alert;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row that says that an alert should not have been raised. */
@Entity
@Table(name = "alert_dismissal")
class AlertDismissalEntity {
    @Id
    @Column(name = "alert_id")
    String alertId;

    @Enumerated(EnumType.STRING)
    @Column(name = "verdict")
    Dismissal.Verdict verdict;

    @Column(name = "dismissed_by")
    String by;

    @Column(name = "dismissed_at")
    Instant at;

    @Column(name = "note")
    String note;

    @Column(name = "pairs")
    String pairs;

    protected AlertDismissalEntity() {}

    AlertDismissalEntity(Dismissal dismissal) {
        this.alertId = dismissal.alertId();
        this.verdict = dismissal.verdict();
        this.by = dismissal.by();
        this.at = dismissal.at();
        this.note = dismissal.note();
        this.pairs = dismissal.lines();
    }
}
