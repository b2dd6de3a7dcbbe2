package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.Comparison;
import dev.sightline.matcher.gallery.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one modality says about a tracklet.
 *
 * @param probe what was compared
 * @param scale what its distances mean
 * @param fmr the false match rate of one comparison that the threshold stands for
 * @param gallerySize identities the probe was compared with
 * @param candidates identities that physics allows, nearest first; the first is the best, the second the runner-up
 * @param requiredMargin how much nearer the best must be than its rival
 * @param sameAsBest the runner-up may be the best's own double: it is no rival
 */
record Ruling(
        Probe probe,
        Scale scale,
        double fmr,
        int gallerySize,
        List<Match> candidates,
        double requiredMargin,
        boolean sameAsBest) {
    private static final int SHOWN = 3;

    Optional<Match> best() {
        return candidates.stream().findFirst();
    }

    double threshold() {
        return scale.threshold(fmr);
    }

    /** The best identity is near enough and has no rival. */
    boolean links() {
        return under() && (sameAsBest || margin() >= requiredMargin);
    }

    /** The best identity is near enough. */
    boolean under() {
        return best().map(m -> m.squaredDistance() <= threshold()).orElse(false);
    }

    /** A genuine pair may lie as far apart as the best identity does: more crops could still decide. */
    boolean near() {
        return best().map(m -> m.squaredDistance() <= scale.strangerDistance()).orElse(false);
    }

    /** Infinite without a runner-up. */
    double margin() {
        return candidates.size() < 2
                ? Double.POSITIVE_INFINITY
                : candidates.get(1).squaredDistance() - candidates.get(0).squaredDistance();
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
        Match match = candidates.get(rank);
        Comparison.Builder message = Comparison.newBuilder()
                .setIdentityId(match.identityId())
                .setModality(probe.modality())
                .setModelId(probe.mean().modelId())
                .setSquaredDistance(match.squaredDistance())
                .setThreshold(threshold())
                .setRequiredMargin(requiredMargin)
                .setCalibration(scale.comparison().label());
        if (rank + 1 < candidates.size()) {
            Match next = candidates.get(rank + 1);
            message.setHasRunnerUp(true)
                    .setRunnerUpIdentityId(next.identityId())
                    .setMargin(next.squaredDistance() - match.squaredDistance());
        }
        return message.build();
    }
}
