package dev.sightline.matcher.link;

import java.time.Duration;

/**
 * How careful linking is.
 *
 * @param body how often the bodies of two people may count as one person's
 * @param face how often the faces of two people may
 * @param margin how much nearer the best identity must be than the runner-up, squared L2
 * @param evidence what is good enough to decide upon
 * @param gallery what is kept to recognize by
 * @param patience how long an unclear tracklet waits for more crops before an identity is created for it, event time; when it
 *     closes it is decided in any case
 * @param overlapTolerance two tracklets of one camera that overlap for less may be one person: trackers hand over late
 */
public record LinkPolicy(
        Rates body,
        Rates face,
        double margin,
        EvidencePolicy evidence,
        GalleryPolicy gallery,
        Duration patience,
        Duration overlapTolerance) {

    public LinkPolicy {
        if (!(margin >= 0 && margin <= 4)) {
            throw new IllegalArgumentException(
                    "link margin is " + margin + "; allowed: 0 to 4, a difference of squared distances");
        }
        if (patience.isNegative() || overlapTolerance.isNegative()) {
            throw new IllegalArgumentException("link patience " + patience + " and overlap tolerance "
                    + overlapTolerance + " must not be negative");
        }
    }

    /**
     * Chosen with {@code osnet_x0_25_msmt17} calibrated on CUHK03 (tracklet mean against exemplar, across cameras) and
     * tried on the iLIDS tracklets, ten people in two cameras: one, four or six of ten got one identity over both
     * cameras, depending on which camera came first; nobody was linked wrongly.
     */
    public static LinkPolicy defaults() {
        return new LinkPolicy(
                new Rates(0.01, 0.1),
                new Rates(0.001, 0.02),
                0.04,
                EvidencePolicy.defaults(),
                GalleryPolicy.defaults(),
                Duration.ofSeconds(5),
                Duration.ofMillis(500));
    }
}
