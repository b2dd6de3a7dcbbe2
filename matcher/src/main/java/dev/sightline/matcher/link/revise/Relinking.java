package dev.sightline.matcher.link.revise;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.exemplar.ExemplarSet;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.KeptExemplar;
import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.memory.Tracklet.Link;
import dev.sightline.matcher.link.policy.GalleryPolicy;
import dev.sightline.matcher.link.step.StepBuilder;
import java.util.List;

/**
 * Gives a tracklet another identity, and one identity to another: stays, exemplars, events and sightings follow. A sighting
 * is withdrawn where it was and comes again where it belongs. One thread.
 */
public final class Relinking {
    private final SiteMemory memory;
    private final ExemplarSet exemplarSet;

    public Relinking(GalleryPolicy policy, SiteMemory memory) {
        this.memory = memory;
        this.exemplarSet = new ExemplarSet(policy);
    }

    /** Where a tracklet belongs, and why. */
    record Target(String identityId, LinkState state, Evidence evidence) {}

    /** A tracklet whose next update brings its exemplars and its sighting. */
    Tracklet move(Tracklet tracklet, Target to, StepBuilder step) {
        String from = tracklet.identityId();
        boolean empty = isAlone(tracklet);
        if (to.state() == LinkState.LINK_STATE_CREATED) {
            step.event(Type.TYPE_CREATED, tracklet, to.identityId(), to.evidence());
        }
        step.changed(empty ? Type.TYPE_MERGED : Type.TYPE_MOVED, tracklet, to.identityId(), from, to.evidence());
        Tracklet withdrawn = withdrawn(tracklet, step);
        if (empty) {
            memory.removeIdentity(from);
        } else {
            memory.identity(from).ifPresent(i -> memory.put(i.without(tracklet.trackletId())));
        }
        Tracklet next = withdrawn.with(
                Link.to(to.identityId(), to.state(), to.evidence()).after(from));
        // At once: until then the identity would look as if nobody else had it, and could be merged away under the
        // tracklet.
        memory.identity(to.identityId()).ifPresent(i -> memory.put(i.at(memory.stays(i, next))));
        return next;
    }

    /** A tracklet that may be over: its exemplars and its sighting go with it. */
    void moveWhole(Tracklet tracklet, Target to, StepBuilder step) {
        String from = tracklet.identityId();
        List<KeptExemplar> exemplars = memory.identity(from)
                .map(i -> i.exemplarsOf(tracklet.trackletId()))
                .orElse(List.of());
        Tracklet next = move(tracklet, to, step);
        memory.identity(to.identityId()).ifPresent(i -> memory.put(with(i, tracklet.trackletId(), exemplars)));
        showAgain(next, from, step);
    }

    /**
     * One identity takes over all of another, which ends.
     *
     * @param because the tracklet that showed it
     */
    void merge(String from, String into, Tracklet because, Evidence evidence, StepBuilder step) {
        step.changed(Type.TYPE_MERGED, because, into, from, evidence);
        Identity gone = memory.identity(from).orElseThrow();
        Identity grown = memory.identity(into).orElseThrow();
        memory.removeIdentity(from);
        for (Presence stay : gone.presences()) {
            Tracklet before = memory.standing(stay, from);
            Tracklet next = withdrawn(before, step).with(Link.to(into, LinkState.LINK_STATE_LINKED, evidence));
            grown = with(grown, stay.trackletId(), gone.exemplarsOf(stay.trackletId()));
            grown = grown.at(memory.stays(grown, next));
            showAgain(next, from, step);
        }
        memory.put(grown.inheriting(gone));
    }

    /** Nobody else was ever linked to the tracklet's identity. */
    boolean isAlone(Tracklet tracklet) {
        return memory.identity(tracklet.identityId())
                .map(i -> i.presences().stream().allMatch(p -> p.trackletId().equals(tracklet.trackletId())))
                .orElse(false);
    }

    private static Tracklet withdrawn(Tracklet tracklet, StepBuilder step) {
        Tracklet next = tracklet.revised();
        step.add(step.sighting(next).setWithdrawn(true).build());
        return next;
    }

    private void showAgain(Tracklet tracklet, String before, StepBuilder step) {
        step.add(step.sighting(tracklet)
                .setClosed(memory.tracklets().open(tracklet.trackletId()).isEmpty())
                .setPreviousIdentityId(before)
                .build());
        memory.tracklets().replace(tracklet.with(tracklet.link().after("")));
    }

    private Identity with(Identity identity, String trackletId, List<KeptExemplar> exemplars) {
        return identity.with(exemplarSet.replace(identity.exemplars(), trackletId, exemplars));
    }
}
