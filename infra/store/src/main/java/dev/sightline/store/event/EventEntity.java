package dev.sightline.store.event;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.store.time.EventTime;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of an identity event. Written once, never changed. */
@Entity
@Table(name = "identity_event")
class EventEntity {
    @Id
    @Column(name = "event_id")
    String eventId;

    @Column(name = "site_id")
    String siteId;

    @Column(name = "event_type")
    String type;

    @Column(name = "event_time")
    Instant time;

    @Column(name = "identity_id")
    @Nullable
    String identityId;

    @Column(name = "other_identity_id")
    @Nullable
    String otherIdentityId;

    @Column(name = "tracklet_id")
    @Nullable
    String trackletId;

    @Column(name = "camera_id")
    @Nullable
    String cameraId;

    @Column(name = "summary")
    String summary;

    @Column(name = "evidence")
    byte[] evidence;

    @Column(name = "partition_no")
    int partition;

    @Column(name = "record_offset")
    long offset;

    @Column(name = "recorded_at")
    Instant recordedAt;

    protected EventEntity() {}

    EventEntity(IdentityEvent event, int partition, long offset, Instant recordedAt) {
        this.eventId = event.getEventId();
        this.siteId = event.getSiteId();
        this.type = event.getType().name().substring("TYPE_".length());
        this.time = EventTime.of(event.getEventTimeUs());
        this.identityId = given(event.getIdentityId());
        this.otherIdentityId = given(event.getOtherIdentityId());
        this.trackletId = given(event.getTrackletId());
        this.cameraId = given(event.getCameraId());
        this.summary = event.getEvidence().getSummary();
        this.evidence = event.getEvidence().toByteArray();
        this.partition = partition;
        this.offset = offset;
        this.recordedAt = recordedAt;
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }
}
