package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.score.Rates;
import dev.sightline.matcher.link.score.Scale;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.score.TransitTimes.Last;
import dev.sightline.matcher.v1.OpenTracklet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Who a tracklet could be, with the evidence for each: looks by the calibrations, place and time by what was learned
 * about the site. The target rate of impostors who are taken for anybody is shared out over everybody known in
 * proportion to what place and time say for each, so it is held over those who could be here now.
 */
final class CandidateSearch {
    /** A factor e. */
    private static final double CLEARLY = 1;

    private final LinkPolicy policy;
    private final Scales scales;
    private final SiteMemory memory;

    CandidateSearch(LinkPolicy policy, Scales scales, SiteMemory memory) {
        this.policy = policy;
        this.scales = scales;
        this.memory = memory;
    }

    /** One modality's distances to everybody that physics allows. */
    private record Compared(Probe probe, Scale scale, Map<String, Nearness> allowed, int across, int within) {}

    /**
     * Compares.
     *
     * @param excluded identities that it cannot be, with the reason
     * @param evidence takes the exclusions and models without calibration
     * @return best first
     */
    List<Candidate> candidates(
            OpenTracklet tracklet, List<Probe> probes, Map<String, String> excluded, EvidenceBuilder evidence) {
        Map<String, String> out = new TreeMap<>(excluded);
        List<Compared> compared = new ArrayList<>();
        probes.stream().filter(p -> p.modality() == Modality.MODALITY_FACE).forEach(probe -> compare(
                        tracklet, probe, out, evidence)
                .ifPresent(compared::add));
        probes.stream().filter(p -> p.modality() == Modality.MODALITY_PERSON).forEach(probe -> compare(
                        tracklet, probe, out, evidence)
                .ifPresent(compared::add));
        TreeMap<String, Boolean> ids = new TreeMap<>();
        compared.forEach(c -> c.allowed().keySet().forEach(id -> ids.put(id, true)));
        List<Candidate> candidates = new ArrayList<>();
        for (String id : ids.keySet()) {
            if (!out.containsKey(id)) {
                candidates.add(candidate(id, tracklet, compared));
            }
        }
        candidates.sort(Candidate.BEST_FIRST);
        evidence.candidates(candidates);
        return candidates;
    }

    private Optional<Compared> compare(
            OpenTracklet tracklet, Probe probe, Map<String, String> out, EvidenceBuilder evidence) {
        Optional<Scale> scale = scales.of(probe.mean().modelId());
        if (scale.isEmpty()) {
            evidence.uncalibrated(probe.mean().modelId());
            return Optional.empty();
        }
        evidence.compared(probe, scale.get());
        Map<String, Nearness> all = memory.gallery()
                .nearness(
                        probe.modality(), probe.against(scale.get().comparesCrops()), tracklet.getCameraId());
        Map<String, Nearness> allowed = new TreeMap<>();
        all.forEach((id, nearness) -> {
            String reason = out.get(id);
            boolean otherFace = probe.modality() == Modality.MODALITY_FACE
                    && Math.min(nearness.across(), nearness.within())
                            > scale.get().differentPeopleDistance();
            if (reason == null && otherFace) {
                reason = "the faces are of two people";
                out.put(id, reason);
            }
            if (reason == null) {
                allowed.put(id, nearness);
            } else {
                evidence.excluded(id, reason);
            }
        });
        return Optional.of(new Compared(
                probe, scale.get(), allowed, count(allowed, Nearness::hasAcross), count(allowed, Nearness::hasWithin)));
    }

    private Candidate candidate(String id, OpenTracklet tracklet, List<Compared> compared) {
        Optional<Last> last = memory.lastSeen(id, tracklet);
        double transit = last.map(seen -> memory.transit().logLikelihoodRatio(seen, tracklet.getCameraId()))
                .orElse(0.0);
        List<ModalityMatch> matches = new ArrayList<>();
        double allowed = 0;
        double looks = 0;
        boolean face = false;
        for (Compared one : compared) {
            Nearness nearness = one.allowed().get(id);
            if (nearness != null) {
                ModalityMatch match = match(one, nearness);
                double rate = allowedFmr(one, match, transit);
                looks += match.logLikelihoodRatio();
                allowed = Math.max(allowed, rate);
                face |= one.probe().modality() == Modality.MODALITY_FACE
                        && match.fmr() <= rate * (1 + 1e-9);
                matches.add(match);
            }
        }
        Scale first = matches.get(0).scale();
        double fmr = matches.size() == 1
                ? matches.get(0).fmr()
                : first.fmrOfSum(looks, matches.get(1).scale());
        return new Candidate(id, matches, looks, transit, last, fmr, allowed, face);
    }

    private ModalityMatch match(Compared one, Nearness nearness) {
        Scale scale = one.scale();
        double strange = policy.gallery().sameCamera();
        double within = nearness.hasWithin()
                ? scale.equivalent(nearness.within(), strange)
                : Double.POSITIVE_INFINITY;
        boolean same = within < nearness.across();
        return same
                ? new ModalityMatch(one.probe(), scale, nearness.within(), within, strange)
                : new ModalityMatch(one.probe(), scale, nearness.across(), nearness.across(), 1);
    }

    /**
     * The rate that may link here. Never less than what the calibration's sample can show, unless place and time clearly
     * speak against it.
     */
    private double allowedFmr(Compared one, ModalityMatch match, double transit) {
        Rates rates = one.probe().modality() == Modality.MODALITY_FACE ? policy.face() : policy.body();
        int known = Math.max(1, match.sameCamera() ? one.within() : one.across());
        double shared = Math.min(rates.fmr(), rates.fpir() / known) * Math.exp(transit);
        double shown = match.leastFmr() * Math.min(1, Math.exp(transit + CLEARLY));
        return Math.min(policy.mostFmr(), Math.max(shared, shown));
    }

    private static int count(Map<String, Nearness> all, Predicate<Nearness> kind) {
        return (int) all.values().stream().filter(kind).count();
    }
}
