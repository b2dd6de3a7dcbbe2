package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.decide.Decider;
import dev.sightline.matcher.link.decide.Decider.Asked;
import dev.sightline.matcher.link.decide.LinkDecision;
import dev.sightline.matcher.link.exemplar.ExemplarLearning;
import dev.sightline.matcher.link.memory.Micros;
import dev.sightline.matcher.link.memory.Presences;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.policy.EvidencePolicy;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.revise.Reviser;
import dev.sightline.matcher.link.step.Stay;
import dev.sightline.matcher.link.step.StepBuilder;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.List;

/** Takes one tracklet from its first update to its close: waits, links, creates identities, adds exemplars, takes links back. */
final class TrackletLinker {
    private final LinkPolicy policy;
    private final Decider decider;
    private final Reviser reviser;
    private final SiteMemory memory;
    private final ExemplarLearning learning;

    TrackletLinker(LinkPolicy policy, Decider decider, Reviser reviser, SiteMemory memory, ExemplarLearning learning) {
        this.policy = policy;
        this.decider = decider;
        this.reviser = reviser;
        this.memory = memory;
        this.learning = learning;
    }

    /**
     * @param tracklet brought up to date by the update, not yet stored
     * @param update in the terms of the models that serve
     */
    void examine(OpenTracklet tracklet, TrackletUpdate update, StepBuilder step) {
        boolean closing = update.getPhase() == Phase.PHASE_CLOSED;
        List<Probe> probes = Probe.of(update);
        OpenTracklet confirmed = confirm(tracklet, probes);
        Asked asked = new Asked(confirmed, probes, closing, step.timeUs());
        OpenTracklet next = confirmed;
        if (confirmed.getIdentityId().isEmpty()) {
            next = examined(decide(asked, step), probes);
        } else if (reviser.isDue(asked)) {
            next = examined(reviser.revised(asked, step), probes);
        }
        if (!next.getIdentityId().isEmpty()) {
            next = goesOn(next, update, probes, step);
        }
        if (closing) {
            learning.learnStrangers(next, update, probes);
            memory.tracklets().close(next, step.timeUs());
        } else {
            memory.tracklets().put(next);
        }
    }

    private OpenTracklet decide(Asked asked, StepBuilder step) {
        OpenTracklet tracklet = asked.tracklet();
        LinkDecision decision = decider.decide(asked, reviser.freed(asked, step));
        if (decision instanceof LinkDecision.Linked linked) {
            step.event(Type.TYPE_LINKED, tracklet, linked.identityId(), linked.evidence());
            return assigned(tracklet, linked.identityId(), LinkState.LINK_STATE_LINKED, linked.evidence());
        }
        if (decision instanceof LinkDecision.Created created) {
            String id = memory.createIdentity(step.timeUs());
            step.event(Type.TYPE_CREATED, tracklet, id, created.evidence());
            return assigned(tracklet, id, LinkState.LINK_STATE_CREATED, created.evidence());
        }
        String candidate = decision instanceof LinkDecision.Tentative tentative ? tentative.candidateId() : "";
        boolean changed = tracklet.getLinkState() != LinkState.LINK_STATE_TENTATIVE
                || !candidate.equals(tracklet.getCandidateId());
        if (decision instanceof LinkDecision.Rejected || changed) {
            step.event(Type.TYPE_TENTATIVE, tracklet, candidate, decision.evidence());
        }
        return tracklet.toBuilder()
                .setLinkState(LinkState.LINK_STATE_TENTATIVE)
                .setCandidateId(candidate)
                .build();
    }

    private OpenTracklet goesOn(OpenTracklet tracklet, TrackletUpdate update, List<Probe> probes, StepBuilder step) {
        IdentityState identity = memory.identity(tracklet.getIdentityId())
                .orElseThrow(() -> new IllegalStateException(
                        "tracklet " + tracklet.getTrackletId() + " has an identity that is gone"));
        IdentityState updated = learning.updated(identity, tracklet, update, probes);
        memory.put(updated);
        OpenTracklet next =
                tracklet.toBuilder().setRevision(tracklet.getRevision() + 1).build();
        step.add(step.sighting(next)
                .setClosed(update.getPhase() == Phase.PHASE_CLOSED)
                .addAllExemplars(step.exemplars(next.getTrackletId()))
                .setPreviousIdentityId(next.getCandidateId())
                .build());
        step.add(new Stay(
                memory.siteId(),
                next.getCameraId(),
                next.getIdentityId(),
                next.getTrackletId(),
                step.timeUs(),
                Presences.dwellUs(updated, next.getCameraId(), Micros.of(policy.patience())),
                updated.getWatchlistId(),
                probes,
                next.getEvidence()));
        return next;
    }

    private static OpenTracklet assigned(OpenTracklet tracklet, String identityId, LinkState state, Evidence evidence) {
        return tracklet.toBuilder()
                .setIdentityId(identityId)
                .setLinkState(state)
                .setEvidence(evidence)
                .clearCandidateId()
                .build();
    }

    private OpenTracklet examined(OpenTracklet tracklet, List<Probe> probes) {
        return tracklet.toBuilder()
                .setExaminedCrops(decider.crops(probes))
                .setExaminedModalities(probes.size())
                .build();
    }

    private OpenTracklet confirm(OpenTracklet tracklet, List<Probe> probes) {
        EvidencePolicy needed = policy.evidence();
        int crops = decider.crops(probes);
        boolean described = crops >= needed.minCrops() && crops > tracklet.getDescribed();
        boolean undescribed = needed.createUndescribed() && probes.isEmpty();
        OpenTracklet.Builder confirmed = tracklet.toBuilder()
                .clearProbes()
                .addAllProbes(probes.stream().map(Probe::state).toList());
        if (described || undescribed) {
            confirmed.setConfirmations(tracklet.getConfirmations() + 1).setDescribed(crops);
        }
        return confirmed.build();
    }
}
