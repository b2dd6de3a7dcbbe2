package dev.sightline.matcher.link.revise;

import dev.sightline.contracts.v1.Erasure;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.decide.Decider;
import dev.sightline.matcher.link.decide.Decider.Asked;
import dev.sightline.matcher.link.decide.LinkDecision;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.Moved;
import dev.sightline.matcher.link.memory.PeoplesWord;
import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.Presences;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Statement;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.revise.Relinking.Target;
import dev.sightline.matcher.link.step.StepBuilder;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Obeys what people say: at once, and whenever a tracklet that they spoke of gets an identity. Evidence never overrules them.
 * One thread.
 */
public final class Corrections {
    private final SiteMemory memory;
    private final Decider decider;
    private final Relinking relinking;
    private final TakingBack takingBack;
    private final LatestWord latest;

    public Corrections(SiteMemory memory, Decider decider, Relinking relinking) {
        this.memory = memory;
        this.decider = decider;
        this.relinking = relinking;
        this.takingBack = new TakingBack(memory, relinking);
        this.latest = new LatestWord(memory.statements());
    }

    /** Takes a statement about two tracklets. */
    public void take(Feedback feedback, StepBuilder step) {
        Statement said = Statement.of(feedback);
        Optional<Statement> before = memory.statements().last(said.pair());
        if (memory.statements().add(said)) {
            // The opposite takes it back, too: who was moved along with the one spoken of is not left behind.
            before.filter(obeyed -> said.withdrawn() || obeyed.same() != said.same())
                    .ifPresent(obeyed -> takingBack.undo(obeyed, said, step).forEach(moved -> enforce(moved, step)));
            enforce(said.trackletId(), step);
        }
    }

    /** Brings a tracklet, and those it drags along, in line with what was said of it. */
    public void enforce(String trackletId, StepBuilder step) {
        if (!memory.statements().names(trackletId)) {
            return;
        }
        Set<String> settled = new HashSet<>();
        ArrayDeque<String> open = new ArrayDeque<>(Set.of(trackletId));
        while (!open.isEmpty()) {
            for (Statement said : latest.about(open.remove())) {
                // Once each: two whom people call the same may have stood beside each other, which has no end.
                if (!settled.contains(said.feedbackId()) && settle(said, step)) {
                    settled.add(said.feedbackId());
                    open.add(said.trackletId());
                    open.add(said.otherTrackletId());
                }
            }
        }
    }

    /** Forgets an identity with all that it was known by. */
    public void erase(Erasure erasure, StepBuilder step) {
        String id = erasure.getIdentityId();
        Set<String> tracklets = new HashSet<>();
        Set<String> cameras = new HashSet<>();
        memory.identity(id).ifPresent(identity -> {
            for (Presence stay : identity.presences()) {
                tracklets.add(stay.trackletId());
                cameras.add(stay.cameraId());
                Tracklet seen = memory.standing(stay, id);
                step.add(step.sighting(seen)
                        .setRevision(seen.revision() + 1)
                        .clearEvidence()
                        .setWithdrawn(true)
                        .build());
            }
            identity.exemplars().forEach(e -> tracklets.add(e.trackletId()));
        });
        memory.removeIdentity(id);
        for (String tracklet : tracklets) {
            memory.tracklets().remove(tracklet);
            memory.statements().forget(tracklet);
        }
        memory.waiting().forget(tracklets);
        memory.impostors().forget(cameras);
        step.erased(id);
    }

    private boolean settle(Statement said, StepBuilder step) {
        Optional<String> left = memory.identityOf(said.trackletId());
        Optional<String> right = memory.identityOf(said.otherTrackletId());
        if (left.isEmpty() || right.isEmpty() || left.equals(right) == said.same()) {
            return false;
        }
        if (said.same()) {
            unite(said, left.get(), right.get(), step);
        } else {
            part(said, left.get(), step);
        }
        return true;
    }

    private void unite(Statement said, String stays, String goes, StepBuilder step) {
        Identity kept = memory.identity(stays).orElseThrow();
        Identity gone = memory.identity(goes).orElseThrow();
        Tracklet moved = memory.standing(said.otherTrackletId()).orElseThrow();
        Evidence why = why(said, "show the same person");
        if (Presences.metAnywhere(kept, gone) || areBarred(gone, stays)) {
            // Others of the two identities are two people: only the tracklet spoken of is the first one's.
            Target to = new Target(stays, LinkState.LINK_STATE_LINKED, why);
            note(said, goes, moveTogether(moved, said.trackletId(), to, step), "");
        } else {
            List<String> all =
                    gone.presences().stream().map(Presence::trackletId).toList();
            note(said, goes, all, kept.watchlistId().isEmpty() ? gone.watchlistId() : "");
            relinking.merge(goes, stays, moved, why, step);
        }
    }

    private void note(Statement said, String from, Collection<String> moved, String watchlistId) {
        memory.statements().note(said.having(new Moved(from, List.copyOf(moved), watchlistId)));
    }

    private void part(Statement said, String from, StepBuilder step) {
        Tracklet leaves = memory.standing(said.trackletId()).orElseThrow();
        Evidence why = why(said, "show two people");
        LinkDecision elsewhere = decider.decideElsewhere(Asked.of(leaves, memory.eventTimeUs()), Set.of(from));
        Target to = elsewhere instanceof LinkDecision.Linked linked
                ? new Target(
                        linked.identityId(),
                        LinkState.LINK_STATE_LINKED,
                        linked.evidence().toBuilder()
                                .setSummary(why.getSummary() + "; "
                                        + linked.evidence().getSummary())
                                .build())
                : new Target(memory.createIdentity(step.timeUs()), LinkState.LINK_STATE_CREATED, why);
        note(said, from, moveTogether(leaves, said.otherTrackletId(), to, step), "");
    }

    /** Moves a tracklet, and with it those of its identity that people said show the same person; who moved. */
    private Set<String> moveTogether(Tracklet tracklet, String without, Target to, StepBuilder step) {
        TreeSet<String> together = new TreeSet<>(Set.of(tracklet.trackletId()));
        ArrayDeque<String> open = new ArrayDeque<>(together);
        while (!open.isEmpty()) {
            String one = open.remove();
            latest.about(one).stream()
                    .filter(Statement::same)
                    .map(said -> said.other(one))
                    .filter(other -> memory.isOf(other, tracklet.identityId()))
                    .filter(together::add)
                    .forEach(open::add);
        }
        if (together.contains(without)) { // What was said contradicts itself: only the newest statement counts.
            together.clear();
        }
        relinking.moveWhole(tracklet, to, step);
        together.remove(tracklet.trackletId());
        Set<String> moved = new TreeSet<>(together);
        moved.add(tracklet.trackletId());
        Target follow = new Target(to.identityId(), LinkState.LINK_STATE_LINKED, to.evidence());
        for (String one : together) {
            memory.standing(one).ifPresent(t -> relinking.moveWhole(t, follow, step));
        }
        return moved;
    }

    private boolean areBarred(Identity gone, String stays) {
        return gone.presences().stream()
                .anyMatch(stay -> latest.about(stay.trackletId()).stream()
                        .filter(said -> !said.same())
                        .anyMatch(said -> memory.isOf(said.other(stay.trackletId()), stays)));
    }

    /** What was said, and what it overrules. */
    private Evidence why(Statement said, String what) {
        StringBuilder summary = new StringBuilder(said.trackletId() + " and " + said.otherTrackletId() + " " + what)
                .append(PeoplesWord.by(said));
        for (Statement old : latest.overruled(said.trackletId())) {
            summary.append("; no longer counts: ")
                    .append(old.trackletId())
                    .append(old.same() ? " same as " : " not ")
                    .append(old.otherTrackletId())
                    .append(PeoplesWord.by(old));
        }
        return Evidence.newBuilder().setSummary(summary.toString()).build();
    }
}
