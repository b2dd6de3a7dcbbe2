package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.gallery.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    LinkDecision decide(List<Probe> probes, SiteMemory memory, Map<String, String> excluded, Standing state) {
        EvidenceBuilder evidence = new EvidenceBuilder(excluded);
        List<Ruling> faces = rulings(Modality.MODALITY_FACE, probes, memory, excluded, List.of(), evidence);
        Optional<Ruling> face = linking(faces);
        if (face.isPresent() && state.enough()) {
            return linked(face.get(), evidence);
        }
        List<Ruling> bodies = rulings(Modality.MODALITY_PERSON, probes, memory, excluded, faces, evidence);
        Optional<Ruling> body = linking(bodies);
        if (body.isPresent() && state.enough()) {
            return linked(body.get(), evidence);
        }
        List<Ruling> all = new ArrayList<>(faces);
        all.addAll(bodies);
        return unlinked(all, state, evidence);
    }

    /** The distance an identity must be within before a linked tracklet may add exemplars to it. */
    Optional<Double> growthThreshold(Probe probe, int gallerySize) {
        return scales.of(probe.mean().modelId()).map(scale -> {
            double fmr = fmr(probe.modality(), gallerySize);
            double strict = scale.threshold(fmr * policy.gallery().strictness());
            return Math.min(strict, scale.threshold(fmr));
        });
    }

    private LinkDecision linked(Ruling ruling, EvidenceBuilder evidence) {
        Match best = ruling.best().orElseThrow();
        return new LinkDecision.Linked(best.identityId(), evidence.linked(ruling));
    }

    private LinkDecision unlinked(List<Ruling> rulings, Standing state, EvidenceBuilder evidence) {
        Optional<Ruling> near = rulings.stream().filter(Ruling::near).findFirst();
        String candidate = near.flatMap(Ruling::best).map(Match::identityId).orElse("");
        if (!state.foundable()) {
            Evidence why = evidence.tooLittle(state, policy.evidence());
            return state.closing() ? new LinkDecision.Rejected(why) : new LinkDecision.Tentative(candidate, why);
        }
        boolean wait = near.isPresent() && !state.closing() && state.waited().compareTo(policy.patience()) < 0;
        return wait
                ? new LinkDecision.Tentative(candidate, evidence.unclear(near.get()))
                : new LinkDecision.Founded(evidence.founded(rulings));
    }

    private List<Ruling> rulings(
            Modality modality,
            List<Probe> probes,
            SiteMemory memory,
            Map<String, String> excluded,
            List<Ruling> faces,
            EvidenceBuilder evidence) {
        List<Ruling> rulings = new ArrayList<>();
        for (Probe probe : probes) {
            if (probe.modality() != modality) {
                continue;
            }
            Optional<Scale> scale = scales.of(probe.mean().modelId());
            if (scale.isEmpty()) {
                evidence.uncalibrated(probe.mean().modelId());
                continue;
            }
            rulings.add(ruling(probe, scale.get(), memory, excluded, faces, evidence));
        }
        rulings.forEach(evidence::compared);
        return rulings;
    }

    private Ruling ruling(
            Probe probe,
            Scale scale,
            SiteMemory memory,
            Map<String, String> excluded,
            List<Ruling> faces,
            EvidenceBuilder evidence) {
        var vector = probe.against(scale.comparison() == dev.sightline.contracts.calibration.Comparison.CROP_CROP);
        List<Match> all = memory.gallery().nearest(probe.modality(), vector, Integer.MAX_VALUE);
        List<Match> allowed = new ArrayList<>();
        for (Match match : all) {
            if (excluded.containsKey(match.identityId())) {
                evidence.excluded(match.identityId(), excluded.get(match.identityId()));
            } else if (stranger(match, faces)) {
                evidence.excluded(match.identityId(), "the faces are of two people");
            } else {
                allowed.add(match);
            }
        }
        double fmr = scale.shownFmr(fmr(probe.modality(), allowed.size()));
        boolean same = allowed.size() > 1
                && memory.mayBeSame(
                        allowed.get(0).identityId(), allowed.get(1).identityId(), probe, scale.threshold(fmr));
        return new Ruling(probe, scale, fmr, allowed.size(), allowed, policy.margin(), same);
    }

    private static boolean stranger(Match match, List<Ruling> faces) {
        return faces.stream()
                .anyMatch(face -> face.candidates().stream()
                        .anyMatch(m -> m.identityId().equals(match.identityId())
                                && m.squaredDistance() > face.scale().strangerDistance()));
    }

    private double fmr(Modality modality, int gallerySize) {
        Rates rates = modality == Modality.MODALITY_FACE ? policy.face() : policy.body();
        return rates.fmr(gallerySize);
    }

    private static Optional<Ruling> linking(List<Ruling> rulings) {
        return rulings.stream().filter(Ruling::links).findFirst();
    }
}
