package dev.sightline.matcher.link.decide;

import dev.sightline.matcher.link.evidence.Candidate;
import dev.sightline.matcher.link.evidence.CandidateSearch;
import dev.sightline.matcher.link.evidence.EvidenceBuilder;
import dev.sightline.matcher.link.evidence.GroupEvidence;
import dev.sightline.matcher.link.evidence.TrackletProgress;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.Micros;
import dev.sightline.matcher.link.memory.PeoplesWord;
import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.Presences;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.SiteGallery;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.score.TransitTimes;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks who a tracklet is, together with the undecided ones beside it, and learns from the answer how long people need. */
public final class Decider {
    /** Who stands for those of whom no exemplar is alike. */
    private static final int MOST_OTHERS = 200;

    private final LinkPolicy policy;
    private final LinkRules rules;
    private final CandidateSearch search;
    private final GroupEvidence groups;
    private final SiteMemory memory;

    public Decider(LinkPolicy policy, Scales scales, SiteMemory memory) {
        this.policy = policy;
        this.rules = new LinkRules(policy, memory);
        this.search = new CandidateSearch(policy, scales, memory);
        this.groups = new GroupEvidence(policy, scales, memory);
        this.memory = memory;
    }

    /**
     * A tracklet as it is known now.
     *
     * @param closing no more will come
     * @param nowUs event time
     */
    public record Asked(Tracklet tracklet, List<Probe> probes, boolean closing, long nowUs) {
        public static Asked of(Tracklet tracklet, long nowUs) {
            return new Asked(tracklet, tracklet.probes(), false, nowUs);
        }
    }

    /** What a decision will ask the gallery. */
    public List<SiteGallery.Question> questions(Tracklet tracklet, List<Probe> probes) {
        return search.questions(tracklet, probes);
    }

    /** @param free identities that it may be although they seem to stand beside it; they are given up there */
    public LinkDecision decide(Asked asked, Set<String> free) {
        Map<String, String> excluded = excluded(asked.tracklet());
        excluded.keySet().removeAll(free);
        EvidenceBuilder evidence = new EvidenceBuilder(excluded);
        List<Candidate> candidates = search.candidates(asked.tracklet(), asked.probes(), excluded, evidence);
        boolean asksOthers = candidates.stream().anyMatch(Candidate::links);
        LinkDecision decision = rules.decide(new LinkRules.Question(
                candidates, asksOthers ? rivals(asked.tracklet()) : List.of(), progress(asked), evidence));
        if (decision instanceof LinkDecision.Linked || decision instanceof LinkDecision.Created) {
            learn(asked.tracklet(), candidates);
        }
        return decision;
    }

    /** Whether a tracklet that has its identity is somebody else, by all but its own exemplars. */
    public LinkDecision decideElsewhere(Asked asked, Set<String> alsoExcluded) {
        Map<String, String> excluded = excludedElsewhere(asked, alsoExcluded);
        EvidenceBuilder evidence = new EvidenceBuilder(excluded);
        List<Candidate> candidates = search.candidates(asked.tracklet(), asked.probes(), excluded, evidence);
        return rules.decide(new LinkRules.Question(candidates, List.of(), progress(asked), evidence));
    }

    /** Who else a tracklet that has its identity could be, best first, whether or not the evidence is enough. */
    public List<Candidate> candidates(Asked asked, Set<String> alsoExcluded) {
        Map<String, String> excluded = excludedElsewhere(asked, alsoExcluded);
        return search.candidates(asked.tracklet(), asked.probes(), excluded, new EvidenceBuilder(excluded));
    }

    private Map<String, String> excludedElsewhere(Asked asked, Set<String> also) {
        Map<String, String> excluded = excluded(asked.tracklet());
        also.forEach(id -> excluded.put(id, "is the tracklet's own"));
        return excluded;
    }

    /** The evidence that a tracklet is one identity, by all exemplars but its own; empty when there are no others. */
    public Optional<Candidate> evidenceFor(String identityId, Asked asked) {
        return evidenceFor(identityId, asked, asked.tracklet().trackletId());
    }

    /** @param without the tracklet whose exemplars do not count */
    public Optional<Candidate> evidenceFor(String identityId, Asked asked, String without) {
        return search.evidenceFor(identityId, asked.tracklet(), asked.probes(), without);
    }

    /** The evidence that stays show one person, by themselves. */
    public GroupEvidence groups() {
        return groups;
    }

    /** How much more evidence must speak for one identity than for another that it could be. */
    public double margin() {
        return policy.margin();
    }

    /** Identities that stood in the tracklet's camera at the same time, or that people said it is not, with the reason. */
    private Map<String, String> excluded(Tracklet tracklet) {
        Map<String, String> excluded = Presences.excluded(tracklet, memory, Micros.of(policy.overlapTolerance()));
        excluded.putAll(PeoplesWord.barred(tracklet, memory));
        return excluded;
    }

    public boolean metEachOther(Tracklet a, Tracklet b) {
        return Presences.metEachOther(a, b, Micros.of(policy.overlapTolerance()));
    }

    /** Described crops of good quality, in the modality that has most. */
    public int crops(List<Probe> probes) {
        return probes.stream()
                .filter(p -> p.mean().quality() >= policy.evidence().minQuality())
                .mapToInt(Probe::crops)
                .max()
                .orElse(0);
    }

    /** What tracklets beside it that are undecided could be. */
    private List<List<Candidate>> rivals(Tracklet tracklet) {
        List<List<Candidate>> rivals = new ArrayList<>();
        for (Tracklet other : memory.tracklets().open()) {
            if (other.identityId().isEmpty() && other.shown().confirmations() > 0 && metEachOther(tracklet, other)) {
                Map<String, String> excluded = excluded(other);
                rivals.add(search.candidates(other, other.probes(), excluded, new EvidenceBuilder(excluded)));
            }
        }
        return rivals;
    }

    /**
     * Learns how long people need, from everybody it could be, each by the probability that it was they: one step of online
     * expectation maximization. Before anything is compared, each of those known is as likely as somebody new is in all.
     * Of those who are not alike a sample stands for all.
     */
    private void learn(Tracklet tracklet, List<Candidate> candidates) {
        double sum = memory.identityCount();
        Set<String> asked = new HashSet<>(2 * candidates.size());
        for (Candidate candidate : candidates) {
            sum += Math.exp(candidate.total());
            asked.add(candidate.identityId());
        }
        TransitTimes.Lesson lesson = memory.transit().lesson(tracklet.cameraId());
        for (Candidate candidate : candidates) {
            if (candidate.last().isPresent()) {
                TransitTimes.Last last = candidate.last().get();
                double probability = Math.exp(candidate.total()) / sum;
                lesson.seen(last.cameraId(), last.agoUs(), probability, 1 - probability);
            }
        }
        List<Identity> sample = memory.sample(tracklet.trackletId(), MOST_OTHERS, asked);
        double each = (memory.identityCount() - asked.size()) / (double) Math.max(1, sample.size());
        for (Identity identity : sample) {
            Presence last = Presences.lastStay(identity, tracklet);
            if (last != null) {
                lesson.seen(last.cameraId(), Presences.agoUs(last, tracklet, memory), 0, each);
            }
        }
        lesson.end();
    }

    private TrackletProgress progress(Asked asked) {
        Tracklet tracklet = asked.tracklet();
        int crops = crops(asked.probes());
        boolean plenty = crops >= 2 * policy.evidence().minCrops();
        int confirmations = tracklet.shown().confirmations();
        boolean mayCreate = confirmations >= 2 || plenty && confirmations > 0;
        return new TrackletProgress(
                crops,
                confirmations,
                mayCreate,
                asked.closing(),
                Duration.of(asked.nowUs() - tracklet.course().waitingSinceUs(), ChronoUnit.MICROS));
    }
}
