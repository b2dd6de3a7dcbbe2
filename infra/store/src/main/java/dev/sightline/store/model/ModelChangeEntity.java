package dev.sightline.store.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of the history; numbers grow, but may have gaps. */
@Entity
@Table(name = "model_change")
class ModelChangeEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "change_no")
    @Nullable
    Long changeNo;

    @Column(name = "task")
    String task;

    @Column(name = "action")
    String action;

    @Column(name = "model_id")
    String modelId;

    @Column(name = "replaced")
    @Nullable
    String replaced;

    @Column(name = "switch_time")
    @Nullable
    Instant switchTime;

    @Column(name = "reason")
    String reason;

    @Column(name = "changed_by")
    String changedBy;

    @Column(name = "changed_at")
    Instant changedAt;

    protected ModelChangeEntity() {}

    ModelChangeEntity(ModelChange change) {
        task = change.task();
        action = change.action().name();
        modelId = change.modelId();
        replaced = change.replaced().orElse(null);
        switchTime = change.switchTime().orElse(null);
        reason = change.reason();
        changedBy = change.by();
        changedAt = change.at();
    }
}
