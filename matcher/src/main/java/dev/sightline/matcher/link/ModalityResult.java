package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one modality says about a tracklet.
 *
 * @param probe what was compared
 * @param scale what its distances mean
 * @param fmr the false match rate of one comparison that the threshold stands for
 * @param sureThreshold squared distance within which nobody need wait for more crops, across cameras
 * @param candidates identities that physics allows, nearest first; the first is the best, the second the runner-up
 * @param requiredMargin how much nearer the best must be than its rival
 * @param sameAsBest the runner-up may be the best's own double: it is no rival
 */
record ModalityResult(
        Probe probe,
        Scale scale,
        double fmr,
        double sureThreshold,
        List<Candidate> candidates,
        double requiredMargin,
        boolean sameAsBest) {
    private static final int SHOWN = 3;

    Optional<Candidate> best() {
        return candidates.stream().findFirst();
    }

    int gallerySize() {
        return candidates.size();
    }

    /** The calibration's sample is too small for the rate that was asked for. */
    boolean atLimit() {
        return fmr * scale.calibration().impostor().count() <= 1 + 1e-9;
    }

    /** The best identity is near enough and has no rival. */
    boolean links() {
        return under() && (sameAsBest || margin() >= requiredMargin);
    }

    /** The best identity is near enough. */
    boolean under() {
        return best().map(m -> m.excess() <= 0).orElse(false);
    }

    /** The best identity is so near that a few crops are enough. */
    boolean sure() {
        return links()
                && best().map(m -> m.sameCamera() || m.squaredDistance() <= sureThreshold)
                        .orElse(false);
    }

    /** A genuine pair may lie as far apart as the best identity does: more crops could still decide. */
    boolean near() {
        return best().map(m -> m.squaredDistance() <= scale.differentPeopleDistance())
                .orElse(false);
    }

    /** Infinite without a runner-up. */
    double margin() {
        return candidates.size() < 2
                ? Double.POSITIVE_INFINITY
                : candidates.get(1).excess() - candidates.get(0).excess();
    }

    /** The comparisons for the evidence, best first. */
    List<Comparison> comparisons() {
        List<Comparison> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, candidates.size()); i++) {
            shown.add(comparison(i));
        }
        return shown;
    }

    private Comparison comparison(int rank) {
        Candidate match = candidates.get(rank);
        Comparison.Builder message = Comparison.newBuilder()
                .setIdentityId(match.identityId())
                .setModality(probe.modality())
                .setModelId(probe.mean().modelId())
                .setSquaredDistance(match.squaredDistance())
                .setThreshold(match.threshold())
                .setRequiredMargin(requiredMargin)
                .setCalibration(scale.comparison().label());
        if (rank + 1 < candidates.size()) {
            Candidate next = candidates.get(rank + 1);
            message.setHasRunnerUp(true)
                    .setRunnerUpIdentityId(next.identityId())
                    .setMargin(next.excess() - match.excess());
        }
        return message.build();
    }
}
