package dev.sightline.matcher.link;

import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Modality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Decides one tracklet. A face that is near enough to one identity alone links, whatever the body says: clothes change,
 * faces do not. Otherwise a body that is near enough to one identity alone links, unless the face is farther from that
 * identity's face than 99 of 100 pairs of one person. Stateless over its policy and scales.
 */
final class LinkRules {
    private final LinkPolicy policy;
    private final Scales scales;

    LinkRules(LinkPolicy policy, Scales scales) {
        this.policy = policy;
        this.scales = scales;
    }

    /**
     * @param excluded identities that it cannot be, with the reason
     * @param state what the tracklet has shown so far
     */
    LinkDecision decide(List<Probe> probes, SiteMemory memory, Map<String, String> excluded, TrackletProgress state) {
        EvidenceBuilder evidence = new EvidenceBuilder(excluded);
        Case asked = new Case(probes, memory, excluded, state, evidence);
        List<ModalityResult> faces = results(Modality.MODALITY_FACE, asked, List.of());
        Optional<ModalityResult> face = linking(faces, state);
        if (face.isPresent()) {
            return linked(face.get(), evidence);
        }
        List<ModalityResult> bodies = results(Modality.MODALITY_PERSON, asked, faces);
        Optional<ModalityResult> body = linking(bodies, state);
        if (body.isPresent()) {
            return linked(body.get(), evidence);
        }
        List<ModalityResult> all = new ArrayList<>(faces);
        all.addAll(bodies);
        return unlinked(all, state, evidence);
    }

    /**
     * Whether a linked tracklet is so near to exemplars of other tracklets that it may add its own: an identity must not
     * drift from one look-alike to the next.
     */
    boolean mayAddExemplars(Probe probe, double squaredDistance, boolean sameCamera, int identities) {
        double strict = policy.gallery().strictness();
        return scales.of(probe.mean().modelId())
                .map(scale -> squaredDistance
                        <= scale.threshold(fmr(probe.modality(), identities)
                                * (sameCamera
                                        ? Math.min(strict, policy.gallery().sameCamera())
                                        : strict)))
                .orElse(false);
    }

    private LinkDecision linked(ModalityResult result, EvidenceBuilder evidence) {
        Candidate best = result.best().orElseThrow();
        return new LinkDecision.Linked(best.identityId(), evidence.linked(result));
    }

    private LinkDecision unlinked(List<ModalityResult> results, TrackletProgress state, EvidenceBuilder evidence) {
        Optional<ModalityResult> near =
                results.stream().filter(ModalityResult::near).findFirst();
        String candidate =
                near.flatMap(ModalityResult::best).map(Candidate::identityId).orElse("");
        if (!state.mayCreate()) {
            Evidence why = evidence.tooLittle(state, policy.evidence());
            return state.closing() ? new LinkDecision.Rejected(why) : new LinkDecision.Tentative(candidate, why);
        }
        boolean wait = near.isPresent() && !decidable(state);
        return wait
                ? new LinkDecision.Tentative(candidate, evidence.unclear(near.get()))
                : new LinkDecision.Created(evidence.created(results));
    }

    private List<ModalityResult> results(Modality modality, Case asked, List<ModalityResult> faces) {
        List<ModalityResult> results = new ArrayList<>();
        for (Probe probe : asked.probes()) {
            if (probe.modality() == modality) {
                scales.of(probe.mean().modelId())
                        .ifPresentOrElse(
                                scale -> results.add(result(probe, scale, asked, faces)),
                                () -> asked.evidence().uncalibrated(probe.mean().modelId()));
            }
        }
        results.forEach(asked.evidence()::compared);
        return results;
    }

    private ModalityResult result(Probe probe, Scale scale, Case asked, List<ModalityResult> faces) {
        Map<String, String> excluded = asked.excluded();
        var vector = probe.against(scale.comparison() == Comparison.CROP_CROP);
        Map<String, Nearness> all = asked.memory()
                .gallery()
                .nearness(probe.modality(), vector, asked.state().cameraId());
        Map<String, Nearness> allowed = new TreeMap<>();
        all.forEach((id, nearness) -> {
            if (!excluded.containsKey(id) && !isAnotherFace(id, faces)) {
                allowed.put(id, nearness);
            }
        });
        double fmr = scale.shownFmr(fmr(probe.modality(), count(allowed, Nearness::hasAcross)));
        double across = scale.threshold(fmr);
        double within = scale.threshold(fmr(probe.modality(), count(allowed, Nearness::hasWithin))
                * policy.gallery().sameCamera());
        List<Candidate> candidates = new ArrayList<>();
        allowed.forEach((id, nearness) -> candidates.add(nearness.candidate(id, across, within)));
        candidates.sort(Candidate.NEAREST_FIRST);
        all.keySet().stream()
                .filter(id -> !allowed.containsKey(id))
                .forEach(id -> asked.evidence().excluded(id, excluded.getOrDefault(id, "the faces are of two people")));
        boolean same = candidates.size() > 1
                && asked.memory()
                        .mayBeSame(
                                candidates.get(0).identityId(),
                                candidates.get(1).identityId(),
                                probe,
                                within);
        double sure = scale.threshold(fmr * policy.gallery().strictness());
        return new ModalityResult(probe, scale, fmr, sure, candidates, policy.margin(), same);
    }

    private static int count(Map<String, Nearness> all, Predicate<Nearness> kind) {
        return (int) all.values().stream().filter(kind).count();
    }

    private static boolean isAnotherFace(String identityId, List<ModalityResult> faces) {
        return faces.stream()
                .anyMatch(face -> face.candidates().stream()
                        .anyMatch(m -> m.identityId().equals(identityId)
                                && m.squaredDistance() > face.scale().differentPeopleDistance()));
    }

    private double fmr(Modality modality, int gallerySize) {
        Rates rates = modality == Modality.MODALITY_FACE ? policy.face() : policy.body();
        return rates.fmr(gallerySize);
    }

    /** A few crops may mislead: before the tracklet has shown itself for a while, only a sure link counts. */
    private Optional<ModalityResult> linking(List<ModalityResult> results, TrackletProgress state) {
        return results.stream()
                .filter(r -> state.enough() && (decidable(state) ? r.links() : r.sure()))
                .findFirst();
    }

    private boolean decidable(TrackletProgress state) {
        return state.closing() || state.waited().compareTo(policy.patience()) >= 0;
    }

    /** One tracklet's question with everything it is answered from. */
    private record Case(
            List<Probe> probes,
            SiteMemory memory,
            Map<String, String> excluded,
            TrackletProgress state,
            EvidenceBuilder evidence) {}
}
