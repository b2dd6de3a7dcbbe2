package dev.sightline.store.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Row of an identity. State comes from events only, the seen times and the count from sightings only, so the row ends
 * the same in whatever order the two topics are read.
 */
@Entity
@Table(name = "identity")
class IdentityEntity {
    @Id
    @Column(name = "identity_id")
    String identityId;

    @Column(name = "site_id")
    String siteId;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    IdentityState state;

    @Column(name = "created_at")
    @Nullable
    Instant createdAt;

    @Column(name = "changed_at")
    @Nullable
    Instant changedAt;

    @Column(name = "merged_into")
    @Nullable
    String mergedInto;

    @Column(name = "split_from")
    @Nullable
    String splitFrom;

    @Column(name = "first_seen")
    Instant firstSeen;

    @Column(name = "last_seen")
    Instant lastSeen;

    /** When the newest of its sightings was first recorded; without any, when it was. */
    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "sighting_count")
    int sightingCount;

    protected IdentityEntity() {}

    IdentityEntity(String identityId, String siteId, Instant recordedAt) {
        this.identityId = identityId;
        this.siteId = siteId;
        this.state = IdentityState.ACTIVE;
        this.firstSeen = Instant.EPOCH;
        this.lastSeen = Instant.EPOCH;
        this.recordedAt = recordedAt;
    }

    void become(IdentityState next, Instant at) {
        if (state != IdentityState.ERASED) {
            state = next;
            changedAt = at;
        }
    }
}
