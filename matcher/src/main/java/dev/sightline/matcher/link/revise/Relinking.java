package dev.sightline.matcher.link.revise;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.exemplar.ExemplarSet;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.policy.GalleryPolicy;
import dev.sightline.matcher.link.step.StepBuilder;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.KeptExemplar;
import dev.sightline.matcher.v1.OpenTracklet;
import dev.sightline.matcher.v1.PresenceState;
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
    OpenTracklet move(OpenTracklet tracklet, Target to, StepBuilder step) {
        String from = tracklet.getIdentityId();
        boolean empty = isAlone(tracklet);
        if (to.state() == LinkState.LINK_STATE_CREATED) {
            step.event(Type.TYPE_CREATED, tracklet, to.identityId(), to.evidence());
        }
        step.changed(empty ? Type.TYPE_MERGED : Type.TYPE_MOVED, tracklet, to.identityId(), from, to.evidence());
        OpenTracklet withdrawn = withdrawn(tracklet, step);
        if (empty) {
            memory.removeIdentity(from);
        } else {
            memory.identity(from).ifPresent(i -> memory.put(without(i, tracklet.getTrackletId())));
        }
        OpenTracklet next = withdrawn.toBuilder()
                .setIdentityId(to.identityId())
                .setLinkState(to.state())
                .setEvidence(to.evidence())
                // Until its next sighting: who it was.
                .setCandidateId(from)
                .build();
        // At once: until then the identity would look as if nobody else had it, and could be merged away under the
        // tracklet.
        memory.identity(to.identityId())
                .ifPresent(i -> memory.put(i.toBuilder()
                        .clearPresences()
                        .addAllPresences(memory.stays(i, next))
                        .build()));
        return next;
    }

    /** A tracklet that may be over: its exemplars and its sighting go with it. */
    void moveWhole(OpenTracklet tracklet, Target to, StepBuilder step) {
        String from = tracklet.getIdentityId();
        List<KeptExemplar> exemplars = memory.identity(from)
                .map(i -> exemplars(i, tracklet.getTrackletId()))
                .orElse(List.of());
        OpenTracklet next = move(tracklet, to, step);
        memory.identity(to.identityId()).ifPresent(i -> memory.put(with(i, tracklet.getTrackletId(), exemplars)));
        showAgain(next, from, step);
    }

    /**
     * One identity takes over all of another, which ends.
     *
     * @param because the tracklet that showed it
     */
    void merge(String from, String into, OpenTracklet because, Evidence evidence, StepBuilder step) {
        step.changed(Type.TYPE_MERGED, because, into, from, evidence);
        IdentityState gone = memory.identity(from).orElseThrow();
        IdentityState grown = memory.identity(into).orElseThrow();
        memory.removeIdentity(from);
        for (PresenceState stay : gone.getPresencesList()) {
            OpenTracklet before = memory.standing(stay, from);
            OpenTracklet next = withdrawn(before, step).toBuilder()
                    .setIdentityId(into)
                    .setLinkState(LinkState.LINK_STATE_LINKED)
                    .setEvidence(evidence)
                    .clearCandidateId()
                    .build();
            grown = with(grown, stay.getTrackletId(), exemplars(gone, stay.getTrackletId()));
            grown = grown.toBuilder()
                    .clearPresences()
                    .addAllPresences(memory.stays(grown, next))
                    .build();
            showAgain(next, from, step);
        }
        String watched = grown.getWatchlistId().isEmpty() ? gone.getWatchlistId() : grown.getWatchlistId();
        memory.put(grown.toBuilder()
                .setCreatedUs(Math.min(grown.getCreatedUs(), gone.getCreatedUs()))
                .setLastSeenUs(Math.max(grown.getLastSeenUs(), gone.getLastSeenUs()))
                .setWatchlistId(watched)
                .build());
    }

    /** Nobody else was ever linked to the tracklet's identity. */
    boolean isAlone(OpenTracklet tracklet) {
        return memory.identity(tracklet.getIdentityId())
                .map(i -> i.getPresencesList().stream()
                        .allMatch(p -> p.getTrackletId().equals(tracklet.getTrackletId())))
                .orElse(false);
    }

    private static OpenTracklet withdrawn(OpenTracklet tracklet, StepBuilder step) {
        OpenTracklet next =
                tracklet.toBuilder().setRevision(tracklet.getRevision() + 1).build();
        step.add(step.sighting(next).setWithdrawn(true).build());
        return next;
    }

    private void showAgain(OpenTracklet tracklet, String before, StepBuilder step) {
        step.add(step.sighting(tracklet)
                .setClosed(memory.tracklets().open(tracklet.getTrackletId()).isEmpty())
                .setPreviousIdentityId(before)
                .build());
        memory.tracklets().replace(tracklet.toBuilder().clearCandidateId().build());
    }

    private IdentityState with(IdentityState identity, String trackletId, List<KeptExemplar> exemplars) {
        return identity.toBuilder()
                .clearExemplars()
                .addAllExemplars(exemplarSet.replace(identity.getExemplarsList(), trackletId, exemplars))
                .build();
    }

    private static List<KeptExemplar> exemplars(IdentityState identity, String trackletId) {
        return identity.getExemplarsList().stream()
                .filter(e -> e.getTrackletId().equals(trackletId))
                .toList();
    }

    private static IdentityState without(IdentityState identity, String trackletId) {
        return identity.toBuilder()
                .clearExemplars()
                .addAllExemplars(identity.getExemplarsList().stream()
                        .filter(e -> !e.getTrackletId().equals(trackletId))
                        .toList())
                .clearPresences()
                .addAllPresences(identity.getPresencesList().stream()
                        .filter(p -> !p.getTrackletId().equals(trackletId))
                        .toList())
                .build();
    }
}
