package dev.sightline.store.sighting;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.store.evidence.StoredEvidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A tracklet's stay at an identity.
 *
 * @param sightingId the tracklet's id
 * @param identityId identity
 * @param siteId site
 * @param cameraId camera
 * @param session session of the camera
 * @param firstSequence first frame
 * @param lastSequence last frame
 * @param startTime capture time of the first frame
 * @param endTime capture time of the last frame
 * @param closed whether the stay has ended
 * @param withdrawn whether the tracklet has moved to another identity
 * @param previousIdentityId the identity it was at before
 * @param evidence why it is at this identity
 * @param exemplars best first
 */
public record SightingView(
        String sightingId,
        String identityId,
        String siteId,
        String cameraId,
        long session,
        long firstSequence,
        long lastSequence,
        Instant startTime,
        Instant endTime,
        boolean closed,
        boolean withdrawn,
        Optional<String> previousIdentityId,
        Evidence evidence,
        List<ExemplarView> exemplars) {

    public SightingView {
        exemplars = List.copyOf(exemplars);
    }

    static SightingView of(SightingEntity row) {
        return new SightingView(
                row.key.sightingId(),
                row.key.identityId(),
                row.siteId,
                row.cameraId,
                row.session,
                row.firstSequence,
                row.lastSequence,
                row.startTime,
                row.endTime,
                row.closed,
                row.withdrawn,
                Optional.ofNullable(row.previousIdentityId),
                StoredEvidence.read(row.evidence),
                row.exemplars.stream().map(ExemplarView::of).toList());
    }
}
