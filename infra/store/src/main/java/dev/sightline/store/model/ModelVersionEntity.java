package dev.sightline.store.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of a registered model. */
@Entity
@Table(name = "model_version")
class ModelVersionEntity {
    @Id
    @Column(name = "model_id")
    String modelId;

    @Column(name = "task")
    String task;

    @Column(name = "sha256")
    String sha256;

    @Column(name = "manifest")
    String manifest;

    @Column(name = "folder")
    String folder;

    @Column(name = "parent")
    @Nullable
    String parent;

    @Column(name = "gate")
    String gate;

    @Column(name = "gate_summary")
    String gateSummary;

    @Column(name = "registered_by")
    String registeredBy;

    @Column(name = "registered_at")
    Instant registeredAt;

    protected ModelVersionEntity() {}

    ModelVersionEntity(ModelVersion version) {
        modelId = version.modelId();
        task = version.task();
        sha256 = version.sha256();
        registeredBy = version.registeredBy();
        registeredAt = version.registeredAt();
        show(version);
    }

    /** What may change when the same network is registered again: its calibrations, its report, its place. */
    void show(ModelVersion version) {
        manifest = version.manifest();
        folder = version.folder().toString();
        parent = version.parent().orElse(null);
        gate = version.gate().name();
        gateSummary = version.gateSummary();
    }
}
