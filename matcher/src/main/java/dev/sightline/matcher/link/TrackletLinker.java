package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes one tracklet from its first update to its close: waits, links, creates identities, adds exemplars, compares once more at the end. */
final class TrackletLinker {
    private final LinkPolicy policy;
    private final LinkRules rules;
    private final SiteMemory memory;
    private final ExemplarLearning learning;

    TrackletLinker(LinkPolicy policy, LinkRules rules, SiteMemory memory, SiteModels models) {
        this.policy = policy;
        this.rules = rules;
        this.memory = memory;
        this.learning = new ExemplarLearning(policy, rules, memory, models);
    }

    /**
     * @param tracklet brought up to date by the update, not yet stored
     * @param update in the terms of the models that serve
     */
    void examine(OpenTracklet tracklet, TrackletUpdate update, StepBuilder step) {
        boolean closing = update.getPhase() == Phase.PHASE_CLOSED;
        List<Probe> probes = Probe.of(update);
        OpenTracklet confirmed = confirm(tracklet, probes);
        OpenTracklet next = confirmed.getIdentityId().isEmpty()
                ? decide(confirmed, update, probes, step)
                : closing && createdAlone(confirmed) ? lookAgain(confirmed, update, probes, step) : confirmed;
        if (!next.getIdentityId().isEmpty()) {
            next = goesOn(next, update, probes, step);
        }
        if (closing) {
            memory.close(next);
        } else {
            memory.put(next);
        }
    }

    private OpenTracklet decide(OpenTracklet tracklet, TrackletUpdate update, List<Probe> probes, StepBuilder step) {
        TrackletProgress progress = progress(tracklet, update, probes, step.timeUs());
        Map<String, String> excluded = Presences.excluded(tracklet, memory, Micros.of(policy.overlapTolerance()));
        LinkDecision decision = rules.decide(probes, memory, excluded, progress);
        if (decision instanceof LinkDecision.Linked linked) {
            step.event(Type.TYPE_LINKED, tracklet, linked.identityId(), linked.evidence());
            return assigned(tracklet, linked.identityId(), LinkState.LINK_STATE_LINKED, linked.evidence());
        }
        if (decision instanceof LinkDecision.Created created) {
            String id = memory.nextIdentityId();
            memory.put(IdentityState.newBuilder()
                    .setIdentityId(id)
                    .setCreatedUs(step.timeUs())
                    .build());
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

    /**
     * A tracklet that an identity was created for early, on few crops, and that nobody was linked to since, is compared once more
     * with all its crops when it closes.
     */
    private OpenTracklet lookAgain(OpenTracklet tracklet, TrackletUpdate update, List<Probe> probes, StepBuilder step) {
        String own = tracklet.getIdentityId();
        Map<String, String> excluded =
                new TreeMap<>(Presences.excluded(tracklet, memory, Micros.of(policy.overlapTolerance())));
        excluded.put(own, "is the tracklet's own");
        TrackletProgress progress = progress(tracklet, update, probes, step.timeUs());
        if (!(rules.decide(probes, memory, excluded, progress) instanceof LinkDecision.Linked linked)) {
            return tracklet;
        }
        step.merged(tracklet, linked.identityId(), own, linked.evidence());
        OpenTracklet withdrawn =
                tracklet.toBuilder().setRevision(tracklet.getRevision() + 1).build();
        step.add(step.sighting(withdrawn, update).setWithdrawn(true).build());
        memory.removeIdentity(own);
        return assigned(withdrawn, linked.identityId(), LinkState.LINK_STATE_LINKED, linked.evidence()).toBuilder()
                .setCandidateId(own)
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
        step.add(step.sighting(next, update)
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

    private OpenTracklet assigned(OpenTracklet tracklet, String identityId, LinkState state, Evidence evidence) {
        return tracklet.toBuilder()
                .setIdentityId(identityId)
                .setLinkState(state)
                .setEvidence(evidence)
                .clearCandidateId()
                .build();
    }

    private boolean createdAlone(OpenTracklet tracklet) {
        return tracklet.getLinkState() == LinkState.LINK_STATE_CREATED
                && memory.identity(tracklet.getIdentityId())
                        .map(i -> i.getPresencesList().stream()
                                .allMatch(p -> p.getTrackletId().equals(tracklet.getTrackletId())))
                        .orElse(false);
    }

    private OpenTracklet confirm(OpenTracklet tracklet, List<Probe> probes) {
        EvidencePolicy needed = policy.evidence();
        int crops = crops(probes);
        boolean described = crops >= needed.minCrops() && crops > tracklet.getDescribed();
        boolean undescribed = needed.createUndescribed() && probes.isEmpty();
        return described || undescribed
                ? tracklet.toBuilder()
                        .setConfirmations(tracklet.getConfirmations() + 1)
                        .setDescribed(crops)
                        .build()
                : tracklet;
    }

    private TrackletProgress progress(OpenTracklet tracklet, TrackletUpdate update, List<Probe> probes, long nowUs) {
        boolean closing = update.getPhase() == Phase.PHASE_CLOSED;
        int crops = crops(probes);
        boolean plenty = crops >= 2 * policy.evidence().minCrops();
        boolean mayCreate = tracklet.getConfirmations() >= 2 || plenty && tracklet.getConfirmations() > 0;
        return new TrackletProgress(
                tracklet.getCameraId(),
                crops,
                tracklet.getConfirmations(),
                mayCreate,
                closing,
                Duration.of(nowUs - tracklet.getWaitingSinceUs(), ChronoUnit.MICROS));
    }

    private int crops(List<Probe> probes) {
        return probes.stream()
                .filter(p -> p.mean().quality() >= policy.evidence().minQuality())
                .mapToInt(Probe::crops)
                .max()
                .orElse(0);
    }
}
