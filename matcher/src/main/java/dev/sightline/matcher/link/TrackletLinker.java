package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.score.TransitTimes;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes one tracklet from its first update to its close: waits, links, creates identities, adds exemplars, compares once more at the end. */
final class TrackletLinker {
    private static final int MOST_OTHERS = 200;

    private final LinkPolicy policy;
    private final LinkRules rules;
    private final CandidateSearch search;
    private final SiteMemory memory;
    private final ExemplarLearning learning;

    TrackletLinker(LinkPolicy policy, Scales scales, SiteMemory memory, SiteModels models) {
        this.policy = policy;
        this.rules = new LinkRules(policy, memory);
        this.search = new CandidateSearch(policy, scales, memory);
        this.memory = memory;
        this.learning = new ExemplarLearning(policy, scales, memory, models);
    }

    /**
     * @param tracklet brought up to date by the update, not yet stored
     * @param update in the terms of the models that serve
     */
    void examine(OpenTracklet tracklet, TrackletUpdate update, StepBuilder step) {
        boolean closing = update.getPhase() == Phase.PHASE_CLOSED;
        List<Probe> probes = Probe.of(update);
        OpenTracklet confirmed = confirm(tracklet, probes).toBuilder()
                .clearProbes()
                .addAllProbes(probes.stream().map(Probe::state).toList())
                .build();
        OpenTracklet next = confirmed.getIdentityId().isEmpty()
                ? decide(confirmed, update, probes, step)
                : closing && createdAlone(confirmed) ? lookAgain(confirmed, update, probes, step) : confirmed;
        if (!next.getIdentityId().isEmpty()) {
            next = goesOn(next, update, probes, step);
        }
        if (closing) {
            memory.close(next, step.timeUs());
        } else {
            memory.put(next);
        }
    }

    private OpenTracklet decide(OpenTracklet tracklet, TrackletUpdate update, List<Probe> probes, StepBuilder step) {
        LinkDecision decision = decision(tracklet, update, probes, Map.of(), step);
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
        Map<String, String> alone = Map.of(own, "is the tracklet's own");
        if (!(decision(tracklet, update, probes, alone, step) instanceof LinkDecision.Linked linked)) {
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

    private LinkDecision decision(
            OpenTracklet tracklet,
            TrackletUpdate update,
            List<Probe> probes,
            Map<String, String> alsoExcluded,
            StepBuilder step) {
        Map<String, String> excluded = new TreeMap<>(excluded(tracklet));
        excluded.putAll(alsoExcluded);
        EvidenceBuilder evidence = new EvidenceBuilder(excluded);
        List<Candidate> candidates = search.candidates(tracklet, probes, excluded, evidence);
        boolean asksOthers = candidates.stream().anyMatch(Candidate::links);
        LinkDecision decision = rules.decide(new LinkRules.Question(
                candidates,
                asksOthers ? rivals(tracklet) : List.of(),
                progress(tracklet, update, probes, step.timeUs()),
                evidence));
        if (alsoExcluded.isEmpty()
                && (decision instanceof LinkDecision.Linked || decision instanceof LinkDecision.Created)) {
            learn(tracklet, candidates);
        }
        return decision;
    }

    /** What tracklets beside it that are undecided could be. */
    private List<List<Candidate>> rivals(OpenTracklet tracklet) {
        List<List<Candidate>> rivals = new ArrayList<>();
        for (OpenTracklet other : memory.tracklets()) {
            if (other.getIdentityId().isEmpty()
                    && other.getConfirmations() > 0
                    && Presences.metEachOther(tracklet, other, Micros.of(policy.overlapTolerance()))) {
                Map<String, String> excluded = excluded(other);
                rivals.add(search.candidates(other, Probe.of(other), excluded, new EvidenceBuilder(excluded)));
            }
        }
        return rivals;
    }

    private Map<String, String> excluded(OpenTracklet tracklet) {
        return Presences.excluded(tracklet, memory, Micros.of(policy.overlapTolerance()));
    }

    /**
     * Learns how long people need, from everybody it could be, each by the probability that it was they: one step of online
     * expectation maximization. Before anything is compared, each of those known is as likely as somebody new is in all.
     * Of those who are not alike a sample stands for all.
     */
    private void learn(OpenTracklet tracklet, List<Candidate> candidates) {
        double sum = memory.identityCount();
        Set<String> asked = new HashSet<>();
        for (Candidate candidate : candidates) {
            sum += Math.exp(candidate.total());
            asked.add(candidate.identityId());
        }
        List<TransitTimes.Seen> seen = new ArrayList<>();
        for (Candidate candidate : candidates) {
            double probability = Math.exp(candidate.total()) / sum;
            candidate.last().ifPresent(last -> seen.add(new TransitTimes.Seen(last, probability, 1 - probability)));
        }
        List<IdentityState> sample = memory.sample(tracklet.getTrackletId(), MOST_OTHERS, asked);
        double each = (memory.identityCount() - asked.size()) / (double) Math.max(1, sample.size());
        for (IdentityState identity : sample) {
            Presences.last(identity, tracklet, memory)
                    .ifPresent(last -> seen.add(new TransitTimes.Seen(last, 0, each)));
        }
        memory.transit().learn(tracklet.getCameraId(), seen);
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
