package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.Decider.Asked;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.OpenTracklet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes links back while their tracklets are open: when a tracklet has shown much more than it was linked by, and when
 * somebody comes into the picture who is an identity that another tracklet there was taken for. A wrong link's exemplars go with
 * it. Everything is an event with the old identity, the new one and the evidence.
 */
final class Reviser {
    /** How much more evidence must speak for another identity: a factor of about 7. */
    private static final double CLEARLY_MORE = 2;
    /** Evidence against an identity by which a tracklet is no longer it: a factor of about 5. */
    private static final double CLEARLY_NOT = -1.5;

    private final Decider decider;
    private final SiteMemory memory;

    Reviser(Decider decider, SiteMemory memory) {
        this.decider = decider;
        this.memory = memory;
    }

    /** Whether a tracklet shows enough that is new to look at its link again. */
    boolean isDue(Asked asked) {
        OpenTracklet tracklet = asked.tracklet();
        if (tracklet.getCarried()) {
            // It keeps what the model before knew better.
            return false;
        }
        return asked.closing()
                || decider.crops(asked.probes()) >= 2 * tracklet.getExaminedCrops()
                || asked.probes().size() > tracklet.getExaminedModalities();
    }

    /** The tracklet with its identity as all evidence now has it. */
    OpenTracklet revised(Asked asked, StepBuilder step) {
        OpenTracklet tracklet = asked.tracklet();
        String own = tracklet.getIdentityId();
        boolean alone = isAlone(tracklet);
        Optional<Candidate> stays = alone ? Optional.empty() : decider.evidenceFor(own, asked);
        if (!alone && stays.isEmpty()) {
            return tracklet;
        }
        LinkDecision decision = decider.decideElsewhere(asked, Set.of(own));
        double now = stays.map(Candidate::total).orElse(0.0);
        if (decision instanceof LinkDecision.Linked linked && linked.by().total() >= now + (alone ? 0 : CLEARLY_MORE)) {
            return moved(tracklet, linked.identityId(), LinkState.LINK_STATE_LINKED, linked.evidence(), step);
        }
        boolean wrong = stays.isPresent()
                && !stays.get().links()
                && stays.get().looks() <= CLEARLY_NOT
                && decision instanceof LinkDecision.Created;
        return wrong
                ? moved(
                        tracklet,
                        memory.createIdentity(step.timeUs()),
                        LinkState.LINK_STATE_CREATED,
                        decision.evidence(),
                        step)
                : tracklet;
    }

    /**
     * Frees an identity that an undecided tracklet is, by far better evidence than an open tracklet beside it that was taken for
     * it.
     *
     * @return identities that nobody beside the tracklet has any more
     */
    Set<String> freed(Asked asked, StepBuilder step) {
        for (OpenTracklet other : memory.tracklets()) {
            String wanted = other.getIdentityId();
            if (wanted.isEmpty() || other.getCarried() || !decider.metEachOther(asked.tracklet(), other)) {
                continue;
            }
            Optional<Candidate> claim = decider.evidenceFor(wanted, asked, other.getTrackletId());
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

    private void give(OpenTracklet other, String wanted, Asked asked, StepBuilder step) {
        LinkDecision decision = decider.decideElsewhere(Asked.of(other, asked.nowUs()), Set.of(wanted));
        OpenTracklet next = decision instanceof LinkDecision.Linked linked
                ? moved(other, linked.identityId(), LinkState.LINK_STATE_LINKED, linked.evidence(), step)
                : moved(
                        other,
                        memory.createIdentity(step.timeUs()),
                        LinkState.LINK_STATE_CREATED,
                        decision.evidence(),
                        step);
        step.add(step.sighting(next).setPreviousIdentityId(wanted).build());
        memory.put(next.toBuilder().clearCandidateId().build());
    }

    private OpenTracklet moved(OpenTracklet tracklet, String to, LinkState state, Evidence evidence, StepBuilder step) {
        String from = tracklet.getIdentityId();
        boolean empty = isAlone(tracklet);
        if (state == LinkState.LINK_STATE_CREATED) {
            step.event(Type.TYPE_CREATED, tracklet, to, evidence);
        }
        step.changed(empty ? Type.TYPE_MERGED : Type.TYPE_MOVED, tracklet, to, from, evidence);
        OpenTracklet withdrawn =
                tracklet.toBuilder().setRevision(tracklet.getRevision() + 1).build();
        step.add(step.sighting(withdrawn).setWithdrawn(true).build());
        if (empty) {
            memory.removeIdentity(from);
        } else {
            memory.identity(from).ifPresent(i -> memory.put(without(i, tracklet)));
        }
        OpenTracklet next = withdrawn.toBuilder()
                .setIdentityId(to)
                .setLinkState(state)
                .setEvidence(evidence)
                // Until its next sighting: who it was.
                .setCandidateId(from)
                .build();
        // At once: until then the identity would look as if nobody else had it, and could be merged away under the
        // tracklet.
        memory.identity(to)
                .ifPresent(i -> memory.put(i.toBuilder()
                        .clearPresences()
                        .addAllPresences(Presences.with(i, next))
                        .build()));
        return next;
    }

    private static IdentityState without(IdentityState identity, OpenTracklet tracklet) {
        String id = tracklet.getTrackletId();
        return identity.toBuilder()
                .clearExemplars()
                .addAllExemplars(identity.getExemplarsList().stream()
                        .filter(e -> !e.getTrackletId().equals(id))
                        .toList())
                .clearPresences()
                .addAllPresences(identity.getPresencesList().stream()
                        .filter(p -> !p.getTrackletId().equals(id))
                        .toList())
                .build();
    }

    /** Nobody else was ever linked to the tracklet's identity. */
    private boolean isAlone(OpenTracklet tracklet) {
        return memory.identity(tracklet.getIdentityId())
                .map(i -> i.getPresencesList().stream()
                        .allMatch(p -> p.getTrackletId().equals(tracklet.getTrackletId())))
                .orElse(false);
    }
}
