package dev.sightline.store.watchlist;

import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.store.crop.CropReference;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Row of a watchlist exemplar: a descriptor (little-endian float32) and its crop. */
@Entity
@Table(name = "watchlist_exemplar")
class WatchlistExemplarEntity {
    @EmbeddedId
    WatchlistExemplarKey key;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "entry_id", insertable = false, updatable = false)
    @Nullable
    WatchlistEntity entry;

    @Column(name = "modality")
    String modality;

    @Column(name = "model_id")
    String modelId;

    @Column(name = "descriptor")
    byte[] descriptor;

    @Column(name = "descriptor_quality")
    float descriptorQuality;

    @Embedded
    @Nullable
    CropReference crop;

    protected WatchlistExemplarEntity() {}

    WatchlistExemplarEntity(WatchlistEntity entry, int ordinal) {
        this.key = new WatchlistExemplarKey(entry.entryId, ordinal);
        this.entry = entry;
    }

    void show(WatchlistExemplar message, @Nullable CropReference stored) {
        modality = message.getModality().name().substring("MODALITY_".length());
        modelId = message.getVector().getModelId();
        descriptor = message.getVector().getValues().toByteArray();
        descriptorQuality = message.getVector().getQuality();
        crop = stored;
    }
}
