package dev.sightline.matcher.link.revise;

import dev.sightline.contracts.v1.CandidateEvidence;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.matcher.link.decide.Decider;
import dev.sightline.matcher.link.decide.Decider.Asked;
import dev.sightline.matcher.link.evidence.Candidate;
import dev.sightline.matcher.link.evidence.GroupEvidence.Joint;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.Presences;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.step.StepBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Joins identities whose stays together show one person, although no single stay said so: all their looks, and the way through the
 * site that they make together. Whom people spoke of is left as it is. One thread.
 */
final class Joining {
    /** Of the candidates for one of its stays, so many are compared stay by stay. */
    private static final int NEAREST = 3;

    private static final Comparator<Found> BEST_FIRST =
            Comparator.<Found>comparingDouble(found -> -found.joint.total()).thenComparing(found -> found.other.id());

    private final Decider decider;
    private final SiteMemory memory;
    private final Relinking relinking;
    private final ComparableStays stays;

    Joining(Decider decider, SiteMemory memory, Relinking relinking) {
        this.decider = decider;
        this.memory = memory;
        this.relinking = relinking;
        this.stays = new ComparableStays(memory);
    }

    private record Found(Identity other, Joint joint) {}

    /**
     * Joins a tracklet's identity with the one it belongs to; the older one stays.
     *
     * @param tracklet over, with an identity
     */
    void join(Tracklet tracklet, StepBuilder step) {
        memory.identity(tracklet.identityId()).ifPresent(own -> join(own, tracklet, step));
    }

    private void join(Identity own, Tracklet tracklet, StepBuilder step) {
        List<Found> found = found(own, tracklet);
        if (found.isEmpty() || found.get(0).joint.total() < decider.groups().required()) {
            return;
        }
        Found best = found.get(0);
        List<Tracklet> theirs = stays.of(best.other);
        if (isUnclear(best.other, best.joint, found)
                || isUnclear(own, best.joint, found(best.other, theirs.get(theirs.size() - 1)))) {
            return;
        }
        boolean older = own.createdUs() <= best.other.createdUs();
        Identity kept = older ? own : best.other;
        Identity gone = older ? best.other : own;
        relinking.merge(gone.id(), kept.id(), tracklet, why(kept, gone, best.joint), step);
    }

    /** Whom it could be one with, best first. */
    private List<Found> found(Identity own, Tracklet tracklet) {
        List<Tracklet> mine = stays.of(own);
        List<Found> found = new ArrayList<>();
        if (mine.isEmpty()) {
            return found;
        }
        Asked asked = new Asked(tracklet, tracklet.probes(), true, memory.eventTimeUs());
        for (Candidate candidate : decider.candidates(asked, Set.of(own.id())).stream()
                .limit(NEAREST)
                .toList()) {
            Identity other = memory.identity(candidate.identityId()).orElseThrow();
            List<Tracklet> theirs = stays.of(other);
            if (!theirs.isEmpty() && !Presences.metAnywhere(own, other)) {
                found.add(new Found(other, decider.groups().onePerson(mine, theirs)));
            }
        }
        found.sort(BEST_FIRST);
        return found;
    }

    /** Somebody whom the chosen one met, so that they are two people, is nearly as likely. */
    private boolean isUnclear(Identity chosen, Joint joint, List<Found> found) {
        return found.stream()
                .anyMatch(rival -> joint.total() - rival.joint.total() < decider.margin()
                        && !rival.other.id().equals(chosen.id())
                        && Presences.metAnywhere(chosen, rival.other));
    }

    private Evidence why(Identity kept, Identity gone, Joint joint) {
        return Evidence.newBuilder()
                .setSummary(String.format(
                        Locale.ROOT,
                        "the %d stays of %s and the %d of %s show one person: evidence %.1f by looks and %.1f by their way,"
                                + " required %.1f",
                        kept.presences().size(),
                        kept.id(),
                        gone.presences().size(),
                        gone.id(),
                        joint.looks(),
                        joint.way(),
                        decider.groups().required()))
                .addCandidates(CandidateEvidence.newBuilder()
                        .setIdentityId(kept.id())
                        .setLooks(joint.looks())
                        .setTransit(joint.way()))
                .build();
    }
}
