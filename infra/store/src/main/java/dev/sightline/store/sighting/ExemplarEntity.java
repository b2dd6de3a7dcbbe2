package dev.sightline.store.sighting;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.time.EventTime;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of an exemplar: a descriptor (little-endian float32), where it was taken, and its crop. */
@Entity
@Table(name = "exemplar")
class ExemplarEntity {
    @EmbeddedId
    ExemplarKey key;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "sighting_id", referencedColumnName = "sighting_id", insertable = false, updatable = false)
    @JoinColumn(name = "identity_id", referencedColumnName = "identity_id", insertable = false, updatable = false)
    @Nullable
    SightingEntity sighting;

    @Column(name = "modality")
    String modality;

    @Column(name = "model_id")
    String modelId;

    @Column(name = "descriptor")
    byte[] descriptor;

    @Column(name = "descriptor_quality")
    float descriptorQuality;

    @Column(name = "quality")
    float quality;

    @Column(name = "camera_id")
    String cameraId;

    @Column(name = "session_no")
    long session;

    @Column(name = "sequence_no")
    long sequence;

    @Column(name = "detection_index")
    int detectionIndex;

    @Column(name = "captured_at")
    Instant capturedAt;

    @Embedded
    @Nullable
    CropReference crop;

    protected ExemplarEntity() {}

    ExemplarEntity(SightingEntity sighting, int ordinal) {
        this.key = new ExemplarKey(sighting.key.sightingId(), sighting.key.identityId(), ordinal);
        this.sighting = sighting;
    }

    void show(Exemplar message, @Nullable CropReference stored) {
        modality = message.getModality().name().substring("MODALITY_".length());
        modelId = message.getVector().getModelId();
        descriptor = message.getVector().getValues().toByteArray();
        descriptorQuality = message.getVector().getQuality();
        quality = message.getQuality();
        cameraId = message.getCameraId();
        session = message.getSession();
        sequence = message.getSequence();
        detectionIndex = message.getDetectionIndex();
        capturedAt = EventTime.of(message.getCaptureTimeUs());
        crop = stored;
    }

    /** The same exemplar, of the row of another identity. */
    void copy(ExemplarEntity other) {
        modality = other.modality;
        modelId = other.modelId;
        descriptor = other.descriptor;
        descriptorQuality = other.descriptorQuality;
        quality = other.quality;
        cameraId = other.cameraId;
        session = other.session;
        sequence = other.sequence;
        detectionIndex = other.detectionIndex;
        capturedAt = other.capturedAt;
        crop = other.crop;
    }
}
