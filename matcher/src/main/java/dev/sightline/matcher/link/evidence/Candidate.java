package dev.sightline.matcher.link.evidence;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.score.TransitTimes.Last;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An identity that physics allows, with the evidence that a tracklet is it.
 *
 * @param identityId who
 * @param matches by modality; at least one
 * @param looks log-likelihood ratio of all modalities together
 * @param transit log-likelihood ratio of place and time
 * @param last where and when the person was last seen before
 * @param fmr the share of impostors who look as alike
 * @param allowedFmr the share that may link here: the target rate over everybody it could be, shared out by place and time
 * @param faceLinks the face alone is near enough, whatever the clothes
 */
public record Candidate(
        String identityId,
        List<ModalityMatch> matches,
        double looks,
        double transit,
        Optional<Last> last,
        double fmr,
        double allowedFmr,
        boolean faceLinks) {
    /** Ratios are bounded: of two that look as alike as the calibration can tell, the nearer one. */
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::total)
            .reversed()
            .thenComparingDouble(Candidate::distance)
            .thenComparing(Candidate::identityId);

    public Candidate {
        matches = List.copyOf(matches);
    }

    /** All evidence: natural log. */
    public double total() {
        return looks + transit;
    }

    private double distance() {
        double sum = 0;
        for (ModalityMatch match : matches) {
            sum += match.squaredDistance();
        }
        return sum;
    }

    /** Alike enough for the rates that were asked for. */
    public boolean links() {
        return faceLinks || fmr <= allowedFmr * (1 + 1e-9);
    }

    /** So alike that a few crops are enough. */
    public boolean sure(double strictness) {
        return links() && fmr <= allowedFmr * strictness || matches.stream().anyMatch(m -> m.sameCamera() && links());
    }

    /** A genuine pair may lie as far apart in some modality: more crops could still decide. */
    public boolean near() {
        return matches.stream().anyMatch(ModalityMatch::near);
    }

    Optional<ModalityMatch> match(Modality modality) {
        for (ModalityMatch match : matches) {
            if (match.probe().modality() == modality) {
                return Optional.of(match);
            }
        }
        return Optional.empty();
    }
}
