package dev.sightline.matcher.link.evidence;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.evidence.PlaceAndTime.Arrival;
import dev.sightline.matcher.link.memory.Distances;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.SiteGallery;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scale;
import dev.sightline.matcher.link.score.Scales;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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
    /** So many are compared that a set of them need not grow. */
    private static final int USUAL = 128;

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

    /** What comparing will ask the gallery. */
    public List<SiteGallery.Question> questions(Tracklet tracklet, List<Probe> probes) {
        return probes.stream()
                .flatMap(probe -> nearest.question(tracklet, probe).stream())
                .toList();
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
        Set<String> ids = new HashSet<>(USUAL);
        List<Compared> compared = new ArrayList<>();
        for (Modality modality : List.of(Modality.MODALITY_FACE, Modality.MODALITY_PERSON)) {
            for (Probe probe : probes) {
                if (probe.modality() == modality) {
                    nearest.compare(tracklet, probe, excluded, evidence, ids).ifPresent(compared::add);
                }
            }
        }
        if (!compared.isEmpty()) {
            expected.addTo(ids, tracklet, excluded.keySet());
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
        String[] inOrder = ids.toArray(String[]::new);
        Arrays.sort(inOrder);
        List<Arrival> arrivals = new ArrayList<>(inOrder.length);
        for (String id : inOrder) {
            arrivals.add(placeAndTime.arrival(id, tracklet));
        }
        double plausible = placeAndTime.plausible(tracklet, arrivals, ids);
        Weighing weighing = new Weighing(policy, memory, compared, plausible, tracklet.trackletId());
        List<Candidate> candidates = new ArrayList<>(inOrder.length);
        for (Arrival arrival : arrivals) {
            if (isAnotherFace(arrival.identityId(), compared)) {
                evidence.excluded(arrival.identityId(), "the faces are of two people");
            } else {
                Optional<Candidate> candidate = weighing.weigh(arrival);
                if (candidate.isPresent()) {
                    candidates.add(candidate.get());
                }
            }
        }
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
        double plausible = placeAndTime.plausible(tracklet, List.of(arrival), Set.of(identityId));
        return new Weighing(policy, memory, compared, plausible, without).weigh(arrival);
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

    private static boolean isAnotherFace(String identityId, List<Compared> compared) {
        for (Compared one : compared) {
            if (one.isFace() && one.near(identityId).filter(one::isAnotherFace).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
