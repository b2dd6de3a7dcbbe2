package dev.sightline.matcher.link.exemplar;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.memory.Distances;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.KeptExemplar;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.SameModel;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.models.SiteModels;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Rates;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.v1.TrackletUpdate;
import java.util.List;

/**
 * Lets an identity learn from its tracklets. A creator's exemplars are the identity. A linked tracklet adds its own, of
 * body and face alike, only while it lies within a stricter threshold of the exemplars of other tracklets, or when a
 * switch of models left it the only one that shows the identity.
 */
public final class ExemplarLearning {
    private final LinkPolicy policy;
    private final Scales scales;
    private final SiteMemory memory;
    private final SiteModels models;
    private final ExemplarSet exemplarSet;

    public ExemplarLearning(LinkPolicy policy, Scales scales, SiteMemory memory, SiteModels models) {
        this.policy = policy;
        this.scales = scales;
        this.memory = memory;
        this.models = models;
        this.exemplarSet = new ExemplarSet(policy.gallery());
    }

    public Identity updated(Identity identity, Tracklet tracklet, TrackletUpdate update, List<Probe> probes) {
        Identity seen = identity.seen(tracklet.seenUs()).at(memory.stays(identity, tracklet));
        boolean creator = tracklet.link().state() == LinkState.LINK_STATE_CREATED;
        if (creator || sure(identity, tracklet, probes) || bare(identity, tracklet, probes)) {
            double least = creator ? 0 : policy.gallery().minQuality();
            List<KeptExemplar> fresh = new FreshExemplars(identity, models).of(update, least);
            return seen.with(exemplarSet.replace(identity.exemplars(), tracklet.trackletId(), fresh));
        }
        return seen;
    }

    /** What the site's strangers look like: a person who closes their first stay in a camera is one more of them. */
    public void learnStrangers(Tracklet tracklet, TrackletUpdate update, List<Probe> probes) {
        boolean first = memory.identity(tracklet.identityId())
                .filter(i -> i.presences().stream()
                        .allMatch(stay -> stay.trackletId().equals(tracklet.trackletId())
                                || !stay.cameraId().equals(tracklet.cameraId())))
                .isPresent();
        for (Probe probe : first ? probes : List.<Probe>of()) {
            List<UnitVector> exemplars = update.getExemplarsList().stream()
                    .filter(e -> e.getModality() == probe.modality() && SameModel.of(e.getVector(), probe.mean()))
                    .map(e -> UnitVector.of(e.getVector()))
                    .toList();
            memory.impostors().learn(tracklet.cameraId(), probe.modality(), exemplars);
        }
    }

    /** Another model took over that described nothing else of the identity: its open tracklets are all it is known by. */
    private boolean bare(Identity identity, Tracklet tracklet, List<Probe> probes) {
        return tracklet.carried()
                && probes.stream()
                        .filter(probe -> probe.mean().modelId().equals(models.serving(probe.modality())))
                        .anyMatch(probe -> identity.exemplars().stream()
                                .noneMatch(e -> !e.trackletId().equals(tracklet.trackletId())
                                        && e.modality() == probe.modality()
                                        && SameModel.of(e.vector(), probe.mean())));
    }

    private boolean sure(Identity identity, Tracklet tracklet, List<Probe> probes) {
        return probes.stream()
                .anyMatch(probe -> sure(identity, tracklet, probe, true) || sure(identity, tracklet, probe, false));
    }

    private boolean sure(Identity identity, Tracklet tracklet, Probe probe, boolean sameCamera) {
        List<UnitVector> others = identity.exemplars().stream()
                .filter(e -> !e.trackletId().equals(tracklet.trackletId())
                        && e.cameraId().equals(tracklet.cameraId()) == sameCamera
                        && e.modality() == probe.modality()
                        && SameModel.of(e.vector(), probe.mean()))
                .map(KeptExemplar::vector)
                .toList();
        double squaredDistance = Distances.toNearest(probe.mean(), others);
        double strict = policy.gallery().strictness();
        Rates rates = probe.modality() == Modality.MODALITY_FACE ? policy.face() : policy.body();
        double fmr = rates.fmr(memory.identityCount())
                * (sameCamera ? Math.min(strict, policy.gallery().sameCamera()) : strict);
        return scales.of(probe.mean().modelId())
                .map(scale -> squaredDistance <= scale.threshold(fmr))
                .orElse(false);
    }
}
