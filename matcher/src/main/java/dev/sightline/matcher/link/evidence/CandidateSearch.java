package dev.sightline.matcher.link.evidence;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.link.evidence.PlaceAndTime.Arrival;
import dev.sightline.matcher.link.evidence.StrangersHere.Correction;
import dev.sightline.matcher.link.memory.Distances;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.SiteGallery;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Rates;
import dev.sightline.matcher.link.score.Scale;
import dev.sightline.matcher.link.score.Scales;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Who a tracklet could be, with the evidence for each: looks by the calibrations, place and time by what was learned
 * about the site. Compared are the nearest in each modality and those whom place and time make likely, however many are known. The target
 * rate of impostors who are taken for anybody is shared out over everybody known in proportion to what place and time
 * say for each, so it is held over those who could be here now.
 */
public final class CandidateSearch {
    /** Place and time by which it can hardly be: a factor of 20 against it. */
    private static final double HARDLY = 3;

    private static final int NEAREST = 24;

    private final LinkPolicy policy;
    private final Scales scales;
    private final SiteMemory memory;
    private final PlaceAndTime placeAndTime;

    public CandidateSearch(LinkPolicy policy, Scales scales, SiteMemory memory) {
        this.policy = policy;
        this.scales = scales;
        this.memory = memory;
        this.placeAndTime = new PlaceAndTime(memory);
    }

    /**
     * One modality's search.
     *
     * @param across how many the tracklet could be by exemplars of other cameras
     * @param within by exemplars of its own
     * @param strangers what they score at this site
     */
    private record Compared(
            Probe probe, UnitVector vector, Scale scale, int across, int within, StrangersHere strangers) {
        boolean isFace() {
            return probe.modality() == Modality.MODALITY_FACE;
        }
    }

    /** An identity that is weighed, without the exemplars of one tracklet. */
    private record Who(String id, Arrival arrival, String without) {}

    /**
     * Compares.
     *
     * @param excluded identities that it cannot be, with the reason
     * @param evidence takes the exclusions and models without calibration
     * @return best first
     */
    public List<Candidate> candidates(
            Tracklet tracklet, List<Probe> probes, Map<String, String> excluded, EvidenceBuilder evidence) {
        TreeSet<String> ids = new TreeSet<>();
        List<Compared> compared = new ArrayList<>();
        for (Modality modality : List.of(Modality.MODALITY_FACE, Modality.MODALITY_PERSON)) {
            for (Probe probe : probes) {
                if (probe.modality() == modality) {
                    compare(tracklet, probe, excluded, evidence, ids).ifPresent(compared::add);
                }
            }
        }
        if (!compared.isEmpty()) {
            Set<String> without = new HashSet<>(ids);
            without.addAll(excluded.keySet());
            ids.addAll(placeAndTime.expected(tracklet, without));
        }
        TreeMap<String, Arrival> arrivals = new TreeMap<>();
        ids.forEach(id -> arrivals.put(id, placeAndTime.arrival(id, tracklet)));
        double plausible = placeAndTime.plausible(tracklet, arrivals);
        List<Candidate> candidates = new ArrayList<>();
        arrivals.forEach((id, arrival) -> {
            if (areOtherFaces(id, tracklet, compared)) {
                evidence.excluded(id, "the faces are of two people");
            } else {
                Who who = new Who(id, arrival, tracklet.trackletId());
                weigh(who, compared, plausible, (one, vector) -> distances(one, vector, tracklet, id))
                        .ifPresent(candidates::add);
            }
        });
        candidates.sort(Candidate.BEST_FIRST);
        evidence.candidates(
                candidates,
                compared.stream()
                        .mapToInt(c -> Math.max(c.across(), c.within()))
                        .max()
                        .orElse(0));
        return candidates;
    }

    /**
     * The evidence that a tracklet is one identity.
     *
     * @param without the tracklet whose exemplars do not count
     * @return empty when the identity has no other exemplar to compare with
     */
    public Optional<Candidate> evidenceFor(String identityId, Tracklet tracklet, List<Probe> probes, String without) {
        Optional<Identity> identity = memory.identity(identityId);
        List<Compared> compared = new ArrayList<>();
        for (Probe probe : probes) {
            scales.of(probe.mean().modelId()).ifPresent(scale -> {
                int known = memory.identityCount();
                UnitVector vector = probe.against(scale.comparesCrops());
                compared.add(
                        new Compared(probe, vector, scale, known, known, strangers(tracklet, probe, vector, scale)));
            });
        }
        Distances distances = new Distances(tracklet.cameraId(), without);
        Arrival arrival = placeAndTime.arrival(identityId, tracklet);
        return identity.flatMap(i -> weigh(
                new Who(identityId, arrival, without),
                compared,
                placeAndTime.plausible(tracklet, Map.of(identityId, arrival)),
                (one, vector) -> distances.toNearest(one.probe().modality(), vector, i)));
    }

    private Optional<Compared> compare(
            Tracklet tracklet,
            Probe probe,
            Map<String, String> excluded,
            EvidenceBuilder evidence,
            TreeSet<String> ids) {
        Optional<Scale> scale = scales.of(probe.mean().modelId());
        if (scale.isEmpty()) {
            evidence.uncalibrated(probe.mean().modelId());
            return Optional.empty();
        }
        evidence.compared(probe, scale.get());
        UnitVector vector = probe.against(scale.get().comparesCrops());
        SiteGallery gallery = memory.gallery();
        var near = gallery.nearest(
                probe.modality(), vector, tracklet.cameraId(), NEAREST, id -> !excluded.containsKey(id));
        near.matches().forEach(match -> ids.add(match.identityId()));
        int across = near.across();
        int within = near.within();
        for (Map.Entry<String, String> out : excluded.entrySet()) {
            Optional<Match> match = gallery.distances(probe.modality(), vector, tracklet.cameraId(), out.getKey());
            if (match.isPresent()) {
                across -= Double.isInfinite(match.get().across()) ? 0 : 1;
                within -= Double.isInfinite(match.get().within()) ? 0 : 1;
                evidence.excluded(out.getKey(), out.getValue());
            }
        }
        return Optional.of(new Compared(
                probe,
                vector,
                scale.get(),
                Math.max(0, across),
                Math.max(0, within),
                strangers(tracklet, probe, vector, scale.get())));
    }

    private StrangersHere strangers(Tracklet tracklet, Probe probe, UnitVector vector, Scale scale) {
        return new StrangersHere(memory.impostors().scores(probe.modality(), vector, tracklet.cameraId()), scale);
    }

    private boolean areOtherFaces(String id, Tracklet tracklet, List<Compared> compared) {
        return compared.stream()
                .filter(Compared::isFace)
                .anyMatch(one -> distances(one, one.vector(), tracklet, id)
                        .filter(near -> isAnotherFace(one, near))
                        .isPresent());
    }

    private Optional<Match> distances(Compared one, UnitVector vector, Tracklet tracklet, String id) {
        return memory.gallery().distances(one.probe().modality(), vector, tracklet.cameraId(), id);
    }

    private static boolean isAnotherFace(Compared one, Match near) {
        return near.squaredDistance() > one.scale().differentPeopleDistance();
    }

    /** Empty when there is nothing to compare with. */
    private Optional<Candidate> weigh(
            Who who,
            List<Compared> compared,
            double plausible,
            BiFunction<Compared, UnitVector, Optional<Match>> distances) {
        List<ModalityMatch> matches = new ArrayList<>();
        double allowed = 0;
        double looks = 0;
        boolean face = false;
        for (Compared one : compared) {
            Optional<Match> near = distances.apply(one, one.vector());
            if (near.isPresent()) {
                Correction correction = one.strangers().correction(near.get(), vector -> distances.apply(one, vector));
                ModalityMatch match = match(one, near.get(), correction, chances(one, who));
                double rate = allowedFmr(one, match, who.arrival().ratio(), plausible);
                looks += match.logLikelihoodRatio();
                allowed = Math.max(allowed, rate);
                face |= one.isFace() && match.fmr() <= rate * (1 + 1e-9);
                matches.add(match);
            }
        }
        if (matches.isEmpty()) {
            return Optional.empty();
        }
        double fmr = matches.size() == 1
                ? matches.get(0).fmr()
                : ModalityMatch.fmrOfSum(looks, matches.get(0), matches.get(1));
        Arrival arrival = who.arrival();
        return Optional.of(
                new Candidate(who.id(), matches, looks, arrival.ratio(), arrival.last(), fmr, allowed, face));
    }

    private double chances(Compared one, Who who) {
        return memory.identity(who.id())
                .map(identity -> Chances.of(identity, one.probe().modality(), who.without()))
                .orElse(1.0);
    }

    private ModalityMatch match(Compared one, Match near, Correction correction, double chances) {
        ModalityMatch across = match(one, near.across(), correction.across(), 1, chances);
        ModalityMatch within = match(
                one,
                near.within(),
                correction.within(),
                one.strangers().strictness(policy.gallery().sameCamera()),
                chances);
        if (Double.isInfinite(near.across())) {
            return within;
        }
        return Double.isInfinite(near.within()) || within.fmr() >= across.fmr() ? across : within;
    }

    private static ModalityMatch match(
            Compared one, double measured, double correction, double strictness, double chances) {
        return new ModalityMatch(
                one.probe(), one.scale(), Correction.corrected(measured, correction), correction, strictness, chances);
    }

    /**
     * The rate that may link here. Never less than what the calibration's sample can show, unless place and time clearly
     * speak against it.
     */
    private double allowedFmr(Compared one, ModalityMatch match, double transit, double plausible) {
        Rates rates = one.isFace() ? policy.face() : policy.body();
        double known = Math.max(1, plausible * (match.sameCamera() ? one.within() : one.across()));
        double shared = Math.min(rates.fmr(), rates.fpir() / known) * Math.exp(transit);
        double shown = match.leastFmr() * Math.min(1, Math.exp(transit + HARDLY));
        return Math.min(policy.mostFmr(), Math.max(shared, shown));
    }
}
