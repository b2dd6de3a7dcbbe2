package dev.sightline.matcher.link.step;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.matcher.link.memory.Probe;
import java.util.List;

/**
 * Somebody known, in one camera, as of now.
 *
 * @param siteId where
 * @param cameraId where in the site
 * @param identityId who
 * @param trackletId by which tracklet
 * @param timeUs event time of the frame that changed it
 * @param dwellUs how long the person has been in this camera without leaving it
 * @param watchlistId the entry the person is known to be, empty when none
 * @param probes what the tracklet looks like, for the watchlist
 * @param evidence why it is this identity
 */
public record Stay(
        String siteId,
        String cameraId,
        String identityId,
        String trackletId,
        long timeUs,
        long dwellUs,
        String watchlistId,
        List<Probe> probes,
        Evidence evidence) {
    public Stay {
        probes = List.copyOf(probes);
    }
}
