package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.decide.Decider;
import dev.sightline.matcher.link.decide.Decider.Asked;
import dev.sightline.matcher.link.decide.LinkDecision;
import dev.sightline.matcher.link.exemplar.ExemplarLearning;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.Micros;
import dev.sightline.matcher.link.memory.Presences;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.Shown;
import dev.sightline.matcher.link.memory.SiteGallery;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.memory.Tracklet.Link;
import dev.sightline.matcher.link.policy.EvidencePolicy;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.revise.Reviser;
import dev.sightline.matcher.link.step.Stay;
import dev.sightline.matcher.link.step.StepBuilder;
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
    void examine(Tracklet tracklet, TrackletUpdate update, StepBuilder step) {
        boolean closing = update.getPhase() == Phase.PHASE_CLOSED;
        List<Probe> probes = Probe.of(update);
        Tracklet confirmed = confirm(tracklet, probes);
        Asked asked = new Asked(confirmed, probes, closing, step.timeUs());
        Tracklet next = confirmed;
        if (confirmed.identityId().isEmpty()) {
            next = examined(decide(asked, step), probes);
        } else if (reviser.isDue(asked)) {
            next = examined(reviser.revised(asked, step), probes);
        }
        if (!next.identityId().isEmpty()) {
            next = goesOn(next, update, probes, step);
        }
        if (closing) {
            learning.learnStrangers(next, update, probes);
            memory.tracklets().close(next, step.timeUs());
        } else {
            memory.tracklets().put(next);
        }
    }

    /** What {@link #examine} will ask the gallery, guessed: a frame that is taken before may change it, and low quality. */
    List<SiteGallery.Question> questions(Tracklet tracklet, TrackletUpdate update) {
        int examined = tracklet.shown().examinedCrops();
        boolean isLikely = tracklet.identityId().isEmpty()
                || update.getPhase() == Phase.PHASE_CLOSED
                || update.getMeansList().stream().anyMatch(mean -> mean.getCount() >= 2 * examined);
        return isLikely ? decider.questions(tracklet, Probe.of(update)) : List.of();
    }

    private Tracklet decide(Asked asked, StepBuilder step) {
        Tracklet tracklet = asked.tracklet();
        LinkDecision decision = decider.decide(asked, reviser.freed(asked, step));
        if (decision instanceof LinkDecision.Linked linked) {
            step.event(Type.TYPE_LINKED, tracklet, linked.identityId(), linked.evidence());
            return tracklet.with(Link.to(linked.identityId(), LinkState.LINK_STATE_LINKED, linked.evidence()));
        }
        if (decision instanceof LinkDecision.Created created) {
            String id = memory.createIdentity(step.timeUs());
            step.event(Type.TYPE_CREATED, tracklet, id, created.evidence());
            return tracklet.with(Link.to(id, LinkState.LINK_STATE_CREATED, created.evidence()));
        }
        String candidate = decision instanceof LinkDecision.Tentative tentative ? tentative.candidateId() : "";
        boolean changed = tracklet.link().state() != LinkState.LINK_STATE_TENTATIVE
                || !candidate.equals(tracklet.link().candidateId());
        if (decision instanceof LinkDecision.Rejected || changed) {
            step.event(Type.TYPE_TENTATIVE, tracklet, candidate, decision.evidence());
        }
        return tracklet.with(tracklet.link().tentative(candidate));
    }

    private Tracklet goesOn(Tracklet tracklet, TrackletUpdate update, List<Probe> probes, StepBuilder step) {
        Identity identity = memory.identity(tracklet.identityId())
                .orElseThrow(() -> new IllegalStateException(
                        "tracklet " + tracklet.trackletId() + " has an identity that is gone"));
        Identity updated = learning.updated(identity, tracklet, update, probes);
        memory.put(updated);
        Tracklet next = tracklet.revised();
        step.add(step.sighting(next)
                .setClosed(update.getPhase() == Phase.PHASE_CLOSED)
                .addAllExemplars(step.exemplars(next.trackletId()))
                .setPreviousIdentityId(next.link().candidateId())
                .build());
        step.add(new Stay(
                memory.siteId(),
                next.cameraId(),
                next.identityId(),
                next.trackletId(),
                step.timeUs(),
                Presences.dwellUs(updated, next.cameraId(), Micros.of(policy.patience())),
                updated.watchlistId(),
                probes,
                next.link().evidence()));
        // Only the sighting with which it came says where from.
        return next.with(next.link().after(""));
    }

    private Tracklet examined(Tracklet tracklet, List<Probe> probes) {
        return tracklet.with(tracklet.shown().examined(decider.crops(probes), probes.size()));
    }

    private Tracklet confirm(Tracklet tracklet, List<Probe> probes) {
        EvidencePolicy needed = policy.evidence();
        int crops = decider.crops(probes);
        boolean described =
                crops >= needed.minCrops() && crops > tracklet.shown().described();
        boolean undescribed = needed.createUndescribed() && probes.isEmpty();
        Shown shown = tracklet.shown().with(probes);
        return tracklet.with(described || undescribed ? shown.confirmed(crops) : shown);
    }
}
