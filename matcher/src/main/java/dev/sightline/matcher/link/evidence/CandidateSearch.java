package dev.sightline.matcher.link.evidence;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.link.evidence.PlaceAndTime.Arrival;
import dev.sightline.matcher.link.memory.Distances;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scale;
import dev.sightline.matcher.link.score.Scales;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who a tracklet could be, with the evidence for each: looks by the calibrations, place and time by what was learned
 * about the site. Compared are the nearest in each modality and those whom place and time make likely, however many are known. The target
 * rate of impostors who are taken for anybody is shared out over everybody known in proportion to what place and time
 * say for each, so it is held over those who could be here now.
 */
public final class CandidateSearch {
    private final LinkPolicy policy;
    private final Scales scales;
    private final SiteMemory memory;
    private final PlaceAndTime placeAndTime;
    private final NearestSearch nearest;
    private final ExpectedPeople expected;

    public CandidateSearch(LinkPolicy policy, Scales scales, SiteMemory memory) {
        this.policy = policy;
        this.scales = scales;
        this.memory = memory;
        this.placeAndTime = new PlaceAndTime(memory);
        this.nearest = new NearestSearch(scales, memory);
        this.expected = new ExpectedPeople(memory, placeAndTime);
    }

    /**
     * Compares.
     *
     * @param excluded identities that it cannot be, with the reason
     * @param evidence takes the exclusions and models without calibration
     * @return best first
     */
    public List<Candidate> candidates(
            Tracklet tracklet, List<Probe> probes, Map<String, String> excluded, EvidenceBuilder evidence) {
        Set<String> ids = new HashSet<>();
        List<Compared> compared = new ArrayList<>();
        for (Modality modality : List.of(Modality.MODALITY_FACE, Modality.MODALITY_PERSON)) {
            for (Probe probe : probes) {
                if (probe.modality() == modality) {
                    nearest.compare(tracklet, probe, excluded, evidence, ids).ifPresent(compared::add);
                }
            }
        }
        if (!compared.isEmpty()) {
            ids.addAll(expected.of(tracklet, id -> ids.contains(id) || excluded.containsKey(id)));
        }
        List<Candidate> candidates = weighed(tracklet, ids, compared, evidence);
        candidates.sort(Candidate.BEST_FIRST);
        evidence.candidates(
                candidates,
                compared.stream()
                        .mapToInt(c -> Math.max(c.across(), c.within()))
                        .max()
                        .orElse(0));
        return candidates;
    }

    private List<Candidate> weighed(
            Tracklet tracklet, Set<String> ids, List<Compared> compared, EvidenceBuilder evidence) {
        Map<String, Arrival> arrivals = new LinkedHashMap<>();
        ids.stream().sorted().forEach(id -> arrivals.put(id, placeAndTime.arrival(id, tracklet)));
        double plausible = placeAndTime.plausible(tracklet, arrivals);
        Weighing weighing = new Weighing(policy, memory, compared, plausible, tracklet.trackletId());
        List<Candidate> candidates = new ArrayList<>(ids.size());
        arrivals.forEach((id, arrival) -> {
            List<Optional<Match>> near = near(id, compared);
            if (areOtherFaces(compared, near)) {
                evidence.excluded(id, "the faces are of two people");
            } else {
                weighing.weigh(id, arrival, near).ifPresent(candidates::add);
            }
        });
        return candidates;
    }

    /**
     * The evidence that a tracklet is one identity.
     *
     * @param without the tracklet whose exemplars do not count
     * @return empty when the identity has no other exemplar to compare with
     */
    public Optional<Candidate> evidenceFor(String identityId, Tracklet tracklet, List<Probe> probes, String without) {
        Distances distances = new Distances(tracklet.cameraId(), without);
        List<Compared> compared = new ArrayList<>();
        for (Probe probe : probes) {
            scales.of(probe.mean().modelId())
                    .ifPresent(scale -> compared.add(compared(tracklet, probe, scale, distances)));
        }
        Arrival arrival = placeAndTime.arrival(identityId, tracklet);
        double plausible = placeAndTime.plausible(tracklet, Map.of(identityId, arrival));
        return new Weighing(policy, memory, compared, plausible, without)
                .weigh(identityId, arrival, near(identityId, compared));
    }

    private Compared compared(Tracklet tracklet, Probe probe, Scale scale, Distances distances) {
        int known = memory.identityCount();
        UnitVector vector = probe.against(scale.comparesCrops());
        return new Compared(
                probe,
                vector,
                known,
                known,
                StrangersHere.of(memory, tracklet, probe.modality(), vector, scale),
                (other, id) -> memory.identity(id).flatMap(i -> distances.toNearest(probe.modality(), other, i)));
    }

    private static List<Optional<Match>> near(String identityId, List<Compared> compared) {
        List<Optional<Match>> near = new ArrayList<>(compared.size());
        for (Compared one : compared) {
            near.add(one.near(identityId));
        }
        return near;
    }

    private static boolean areOtherFaces(List<Compared> compared, List<Optional<Match>> near) {
        for (int i = 0; i < compared.size(); i++) {
            if (near.get(i).isPresent()
                    && compared.get(i).isAnotherFace(near.get(i).get())) {
                return true;
            }
        }
        return false;
    }
}
