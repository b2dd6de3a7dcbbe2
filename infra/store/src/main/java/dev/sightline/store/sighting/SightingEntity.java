package dev.sightline.store.sighting;

import dev.sightline.contracts.v1.Sighting;
import dev.sightline.store.time.EventTime;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Row of a sighting: a tracklet at an identity. Withdrawn rows show where a tracklet was before it moved. */
@Entity
@Table(name = "sighting")
class SightingEntity {
    @EmbeddedId
    SightingKey key;

    @Column(name = "site_id")
    String siteId;

    @Column(name = "camera_id")
    String cameraId;

    @Column(name = "session_no")
    long session;

    @Column(name = "first_sequence")
    long firstSequence;

    @Column(name = "last_sequence")
    long lastSequence;

    @Column(name = "start_time")
    Instant startTime;

    @Column(name = "end_time")
    Instant endTime;

    @Column(name = "closed")
    boolean closed;

    @Column(name = "revision")
    int revision;

    @Column(name = "withdrawn")
    boolean withdrawn;

    /** No message at this identity brought exemplars: it shows those that the tracklet had at another one. */
    @Column(name = "inherits_exemplars")
    boolean inheritsExemplars;

    /** Number of the transaction that changed it last; grows in the order in which they became visible. */
    @Column(name = "change_no")
    long changeNo;

    @Column(name = "previous_identity_id")
    @Nullable
    String previousIdentityId;

    /** When the tracklet was recorded first, at whatever identity: a move of long afterwards makes nothing younger. */
    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "summary")
    String summary;

    @Column(name = "evidence")
    byte[] evidence;

    @OneToMany(mappedBy = "sighting", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("key.ordinal")
    List<ExemplarEntity> exemplars = new ArrayList<>();

    protected SightingEntity() {}

    SightingEntity(SightingKey key, Instant recordedAt) {
        this.key = key;
        this.recordedAt = recordedAt;
    }

    /** Everything but the exemplars. */
    void show(Sighting message) {
        siteId = message.getSiteId();
        cameraId = message.getCameraId();
        session = message.getSession();
        firstSequence = message.getFirstSequence();
        lastSequence = message.getLastSequence();
        startTime = EventTime.of(message.getStartTimeUs());
        endTime = EventTime.of(message.getEndTimeUs());
        closed = message.getClosed();
        revision = message.getRevision();
        withdrawn = message.getWithdrawn();
        previousIdentityId = previous(message);
        summary = message.getEvidence().getSummary();
        evidence = message.getEvidence().toByteArray();
    }

    /** Only the revision that came from another identity names it; the row remembers it while the sighting stays. */
    private @Nullable String previous(Sighting message) {
        if (!message.getPreviousIdentityId().isEmpty()) {
            return message.getPreviousIdentityId();
        }
        return message.getWithdrawn() ? null : previousIdentityId;
    }
}
