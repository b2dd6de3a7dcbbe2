package dev.sightline.matcher.link.revise;

import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.decide.Decider;
import dev.sightline.matcher.link.decide.Decider.Asked;
import dev.sightline.matcher.link.decide.LinkDecision;
import dev.sightline.matcher.link.evidence.Candidate;
import dev.sightline.matcher.link.memory.PeoplesWord;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.revise.Relinking.Target;
import dev.sightline.matcher.link.step.StepBuilder;
import java.util.Optional;
import java.util.Set;

/**
 * Takes links back while their tracklets are open: when a tracklet has shown much more than it was linked by, and when
 * somebody comes into the picture who is an identity that another tracklet there was taken for. A wrong link's exemplars go with
 * it. Everything is an event with the old identity, the new one and the evidence.
 */
public final class Reviser {
    /** How much more evidence must speak for another identity: a factor of about 7. */
    private static final double CLEARLY_MORE = 2;
    /** Evidence against an identity by which a tracklet is no longer it: a factor of about 5. */
    private static final double CLEARLY_NOT = -1.5;

    private final Decider decider;
    private final SiteMemory memory;
    private final Relinking relinking;

    public Reviser(Decider decider, SiteMemory memory, Relinking relinking) {
        this.decider = decider;
        this.memory = memory;
        this.relinking = relinking;
    }

    /** Whether a tracklet shows enough that is new to look at its link again. */
    public boolean isDue(Asked asked) {
        Tracklet tracklet = asked.tracklet();
        if (tracklet.carried() || PeoplesWord.isPinned(tracklet, memory)) {
            // It keeps what the model before, or people, knew better.
            return false;
        }
        return asked.closing()
                || decider.crops(asked.probes()) >= 2 * tracklet.shown().examinedCrops()
                || asked.probes().size() > tracklet.shown().examinedModalities();
    }

    /** The tracklet with its identity as all evidence now has it. */
    public Tracklet revised(Asked asked, StepBuilder step) {
        Tracklet tracklet = asked.tracklet();
        String own = tracklet.identityId();
        boolean alone = relinking.isAlone(tracklet);
        Optional<Candidate> stays = alone ? Optional.empty() : decider.evidenceFor(own, asked);
        if (!alone && stays.isEmpty()) {
            return tracklet;
        }
        LinkDecision decision = decider.decideElsewhere(asked, Set.of(own));
        double now = stays.map(Candidate::total).orElse(0.0);
        if (decision instanceof LinkDecision.Linked linked && linked.by().total() >= now + (alone ? 0 : CLEARLY_MORE)) {
            return relinking.move(tracklet, to(linked), step);
        }
        boolean wrong = stays.isPresent()
                && !stays.get().links()
                && stays.get().looks() <= CLEARLY_NOT
                && decision instanceof LinkDecision.Created;
        return wrong ? relinking.move(tracklet, toNew(decision, step), step) : tracklet;
    }

    /**
     * Frees an identity that an undecided tracklet is, by far better evidence than an open tracklet beside it that was taken for
     * it.
     *
     * @return identities that nobody beside the tracklet has any more
     */
    public Set<String> freed(Asked asked, StepBuilder step) {
        for (Tracklet other : memory.tracklets().open()) {
            String wanted = other.identityId();
            if (wanted.isEmpty()
                    || other.carried()
                    || PeoplesWord.isPinned(other, memory)
                    || !decider.metEachOther(asked.tracklet(), other)) {
                continue;
            }
            Optional<Candidate> claim = decider.evidenceFor(wanted, asked, other.trackletId());
            Optional<Candidate> held = decider.evidenceFor(wanted, Asked.of(other, asked.nowUs()));
            if (claim.isPresent()
                    && held.isPresent()
                    && claim.get().links()
                    && claim.get().total() >= held.get().total() + CLEARLY_MORE) {
                give(other, wanted, asked, step);
                return Set.of(wanted);
            }
        }
        return Set.of();
    }

    private void give(Tracklet other, String wanted, Asked asked, StepBuilder step) {
        LinkDecision decision = decider.decideElsewhere(Asked.of(other, asked.nowUs()), Set.of(wanted));
        Target to = decision instanceof LinkDecision.Linked linked ? to(linked) : toNew(decision, step);
        Tracklet next = relinking.move(other, to, step);
        step.add(step.sighting(next).setPreviousIdentityId(wanted).build());
        memory.tracklets().put(next.with(next.link().after("")));
    }

    private static Target to(LinkDecision.Linked linked) {
        return new Target(linked.identityId(), LinkState.LINK_STATE_LINKED, linked.evidence());
    }

    private Target toNew(LinkDecision decision, StepBuilder step) {
        return new Target(memory.createIdentity(step.timeUs()), LinkState.LINK_STATE_CREATED, decision.evidence());
    }
}
