package dev.sightline.store.model;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Row of an alias. */
@Entity
@Table(name = "model_alias")
class ModelAliasEntity {
    @EmbeddedId
    ModelAliasKey key;

    @Column(name = "model_id")
    String modelId;

    protected ModelAliasEntity() {}

    ModelAliasEntity(ModelAliasKey key, String modelId) {
        this.key = key;
        this.modelId = modelId;
    }
}
