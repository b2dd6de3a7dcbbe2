package dev.sightline.matcher.link.evidence;

import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.link.evidence.StrangersHere.Correction;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether two tracklets show one person, by themselves: their mean looks, and whether they were apart at one time. */
final class PairEvidence {
    private final LinkPolicy policy;
    private final Scales scales;
    private final SiteMemory memory;
    private final PlaceAndTime placeAndTime;

    PairEvidence(LinkPolicy policy, Scales scales, SiteMemory memory) {
        this.policy = policy;
        this.scales = scales;
        this.memory = memory;
        this.placeAndTime = new PlaceAndTime(memory);
    }

    /**
     * A stay, ready to be compared with many.
     *
     * @param looks those of calibrated models
     */
    record One(Tracklet tracklet, List<Look> looks) {}

    private record Look(Probe probe, StrangersHere strangers) {}

    One one(Tracklet tracklet) {
        List<Look> looks = new ArrayList<>();
        for (Probe probe : tracklet.probes()) {
            scales.of(probe.mean().modelId())
                    .ifPresent(scale -> looks.add(new Look(
                            probe,
                            new StrangersHere(
                                    memory.impostors().scores(probe.modality(), probe.mean(), tracklet.cameraId()),
                                    scale))));
        }
        return new One(tracklet, looks);
    }

    /** Log-likelihood ratio; looks of no common model say nothing. */
    double onePerson(One a, Tracklet b) {
        boolean sameCamera = a.tracklet().cameraId().equals(b.cameraId());
        double sum = placeAndTime.together(a.tracklet(), b);
        for (Look left : a.looks()) {
            for (Probe right : b.probes()) {
                if (left.probe().modality() == right.modality()
                        && left.probe().mean().modelId().equals(right.mean().modelId())) {
                    sum += looks(left, right, sameCamera);
                }
            }
        }
        return sum;
    }

    private double looks(Look left, Probe right, boolean sameCamera) {
        double measured = left.probe().mean().squaredDistance(right.mean());
        Match near = sameCamera
                ? new Match("", Double.POSITIVE_INFINITY, measured)
                : new Match("", measured, Double.POSITIVE_INFINITY);
        Correction correction = left.strangers().correction(near, vector -> {
            double toOther = right.mean().squaredDistance(vector);
            return Optional.of(new Match("", toOther, toOther));
        });
        double by = sameCamera ? correction.within() : correction.across();
        return new ModalityMatch(
                        left.probe(),
                        left.strangers().scale(),
                        Correction.corrected(measured, by),
                        by,
                        sameCamera ? policy.gallery().sameCamera() : 1,
                        1)
                .logLikelihoodRatio();
    }
}
