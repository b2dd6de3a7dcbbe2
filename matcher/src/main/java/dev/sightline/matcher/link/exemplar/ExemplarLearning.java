package dev.sightline.matcher.link.exemplar;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.memory.Distances;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.SameModel;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.models.SiteModels;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Rates;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.KeptExemplar;
import dev.sightline.matcher.v1.OpenTracklet;
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

    public IdentityState updated(
            IdentityState identity, OpenTracklet tracklet, TrackletUpdate update, List<Probe> probes) {
        IdentityState.Builder next = identity.toBuilder()
                .setLastSeenUs(Math.max(identity.getLastSeenUs(), tracklet.getSeenUs()))
                .clearPresences()
                .addAllPresences(memory.stays(identity, tracklet));
        boolean creator = tracklet.getLinkState() == LinkState.LINK_STATE_CREATED;
        if (creator || sure(identity, tracklet, probes) || bare(identity, tracklet, probes)) {
            double least = creator ? 0 : policy.gallery().minQuality();
            List<KeptExemplar> fresh = new FreshExemplars(identity, models).of(update, least);
            next.clearExemplars()
                    .addAllExemplars(exemplarSet.replace(identity.getExemplarsList(), tracklet.getTrackletId(), fresh));
        }
        return next.build();
    }

    /** What the site's strangers look like: a person who closes their first stay in a camera is one more of them. */
    public void learnStrangers(OpenTracklet tracklet, TrackletUpdate update, List<Probe> probes) {
        boolean first = memory.identity(tracklet.getIdentityId())
                .filter(i -> i.getPresencesList().stream()
                        .allMatch(stay -> stay.getTrackletId().equals(tracklet.getTrackletId())
                                || !stay.getCameraId().equals(tracklet.getCameraId())))
                .isPresent();
        for (Probe probe : first ? probes : List.<Probe>of()) {
            List<UnitVector> exemplars = update.getExemplarsList().stream()
                    .filter(e -> e.getModality() == probe.modality() && SameModel.of(e.getVector(), probe.mean()))
                    .map(e -> UnitVector.of(e.getVector()))
                    .toList();
            memory.impostors().learn(tracklet.getCameraId(), probe.modality(), exemplars);
        }
    }

    /** Another model took over that described nothing else of the identity: its open tracklets are all it is known by. */
    private boolean bare(IdentityState identity, OpenTracklet tracklet, List<Probe> probes) {
        return tracklet.getCarried()
                && probes.stream()
                        .filter(probe -> probe.mean().modelId().equals(models.serving(probe.modality())))
                        .anyMatch(probe -> identity.getExemplarsList().stream()
                                .noneMatch(e -> !e.getTrackletId().equals(tracklet.getTrackletId())
                                        && e.getModality() == probe.modality()
                                        && SameModel.of(e.getVector(), probe.mean())));
    }

    private boolean sure(IdentityState identity, OpenTracklet tracklet, List<Probe> probes) {
        return probes.stream()
                .anyMatch(probe -> sure(identity, tracklet, probe, true) || sure(identity, tracklet, probe, false));
    }

    private boolean sure(IdentityState identity, OpenTracklet tracklet, Probe probe, boolean sameCamera) {
        List<UnitVector> others = identity.getExemplarsList().stream()
                .filter(e -> !e.getTrackletId().equals(tracklet.getTrackletId())
                        && e.getCameraId().equals(tracklet.getCameraId()) == sameCamera
                        && e.getModality() == probe.modality()
                        && SameModel.of(e.getVector(), probe.mean()))
                .map(e -> UnitVector.of(e.getVector()))
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
