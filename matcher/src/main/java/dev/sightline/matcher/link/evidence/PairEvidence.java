package dev.sightline.matcher.link.evidence;

import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.link.evidence.StrangersHere.Correction;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scale;
import dev.sightline.matcher.link.score.Scales;
import java.util.Optional;

/** Whether two tracklets show one person, by themselves: their mean looks, and whether they were apart at one time. */
public final class PairEvidence {
    private final LinkPolicy policy;
    private final Scales scales;
    private final SiteMemory memory;
    private final PlaceAndTime placeAndTime;

    public PairEvidence(LinkPolicy policy, Scales scales, SiteMemory memory) {
        this.policy = policy;
        this.scales = scales;
        this.memory = memory;
        this.placeAndTime = new PlaceAndTime(memory);
    }

    /** Log-likelihood ratio; looks of no common model say nothing. */
    public double onePerson(Tracklet a, Tracklet b) {
        double sum = placeAndTime.together(a, b);
        for (Probe left : a.probes()) {
            for (Probe right : b.probes()) {
                Optional<Scale> scale = scales.of(left.mean().modelId());
                if (left.modality() == right.modality()
                        && left.mean().modelId().equals(right.mean().modelId())
                        && scale.isPresent()) {
                    sum += looks(new Side(a, left), new Side(b, right), scale.get());
                }
            }
        }
        return sum;
    }

    private record Side(Tracklet tracklet, Probe probe) {}

    private double looks(Side a, Side b, Scale scale) {
        boolean sameCamera = a.tracklet().cameraId().equals(b.tracklet().cameraId());
        double measured = a.probe().mean().squaredDistance(b.probe().mean());
        Match near = sameCamera
                ? new Match("", Double.POSITIVE_INFINITY, measured)
                : new Match("", measured, Double.POSITIVE_INFINITY);
        Correction correction = new StrangersHere(
                        memory.impostors()
                                .scores(
                                        a.probe().modality(),
                                        a.probe().mean(),
                                        a.tracklet().cameraId()),
                        scale)
                .correction(near, vector -> {
                    double toOther = b.probe().mean().squaredDistance(vector);
                    return Optional.of(new Match("", toOther, toOther));
                });
        double by = sameCamera ? correction.within() : correction.across();
        return new ModalityMatch(
                        a.probe(),
                        scale,
                        Correction.corrected(measured, by),
                        by,
                        sameCamera ? policy.gallery().sameCamera() : 1,
                        1)
                .logLikelihoodRatio();
    }
}
