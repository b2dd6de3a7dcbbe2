package dev.sightline.matcher.link.policy;

import dev.sightline.matcher.link.score.Rates;
import java.time.Duration;

/**
 * How careful linking is.
 *
 * @param body how often the bodies of two people may count as one person's
 * @param face how often the faces of two people may
 * @param mostFmr false match rate of one comparison that not even the best place and time may exceed
 * @param margin how much more evidence must speak for the best identity than for the runner-up, log-likelihood ratio
 * @param evidence what is good enough to decide upon
 * @param gallery what is kept to recognize by
 * @param patience how long an unclear tracklet waits for more crops before an identity is created for it, event time; when it
 *     closes it is decided in any case
 * @param overlapTolerance two tracklets of one camera that overlap for less may be one person: trackers hand over late
 */
public record LinkPolicy(
        Rates body,
        Rates face,
        double mostFmr,
        double margin,
        EvidencePolicy evidence,
        GalleryPolicy gallery,
        Duration patience,
        Duration overlapTolerance) {

    public LinkPolicy {
        if (!(margin >= 0 && margin <= 20)) {
            throw new IllegalArgumentException(
                    "link margin is " + margin + "; allowed: 0 to 20, a difference of log-likelihood ratios");
        }
        if (!(mostFmr > 0 && mostFmr <= 1)) {
            throw new IllegalArgumentException("link mostFmr is " + mostFmr + "; allowed: above 0, at most 1");
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
                0.2,
                1,
                EvidencePolicy.defaults(),
                GalleryPolicy.defaults(),
                Duration.ofSeconds(5),
                Duration.ofMillis(500));
    }
}
