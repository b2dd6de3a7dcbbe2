package dev.sightline.store.event;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.store.evidence.StoredEvidence;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to an identity.
 *
 * @param eventId id
 * @param siteId site
 * @param type what happened
 * @param time event time
 * @param identityId the identity; empty for a TENTATIVE tracklet that nobody known could be
 * @param otherIdentityId the absorbed (MERGED) or the new (SPLIT) identity
 * @param trackletId the tracklet it was about
 * @param cameraId the tracklet's camera
 * @param evidence the reasons
 */
public record EventView(
        String eventId,
        String siteId,
        IdentityEvent.Type type,
        Instant time,
        Optional<String> identityId,
        Optional<String> otherIdentityId,
        Optional<String> trackletId,
        Optional<String> cameraId,
        Evidence evidence) {

    static EventView of(EventEntity row) {
        return new EventView(
                row.eventId,
                row.siteId,
                IdentityEvent.Type.valueOf("TYPE_" + row.type),
                row.time,
                Optional.ofNullable(row.identityId),
                Optional.ofNullable(row.otherIdentityId),
                Optional.ofNullable(row.trackletId),
                Optional.ofNullable(row.cameraId),
                StoredEvidence.read(row.evidence));
    }
}
