package dev.sightline.matcher.link.revise;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.PeoplesWord;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Statement;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.revise.Relinking.Target;
import dev.sightline.matcher.link.step.StepBuilder;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts right what obeying a statement did when the statement is taken back: who it moved goes back to whom they were taken
 * from, under the old id, unless another statement holds them where they are. Evidence then decides as if nothing had been
 * said. One thread.
 */
final class TakingBack {
    private final SiteMemory memory;
    private final Relinking relinking;

    TakingBack(SiteMemory memory, Relinking relinking) {
        this.memory = memory;
        this.relinking = relinking;
    }

    /**
     * Undoes a statement.
     *
     * @param obeyed what was said, with what it moved
     * @param withdrawn what took it back
     * @return who moved, for what else was said of them to be obeyed again
     */
    Set<String> undo(Statement obeyed, Statement withdrawn, StepBuilder step) {
        String moved = obeyed.same() ? obeyed.otherTrackletId() : obeyed.trackletId();
        String now = memory.identityOf(moved).orElse("");
        Set<String> leaving = leaving(obeyed, now);
        if (obeyed.withdrawn() || leaving.isEmpty() || now.equals(obeyed.moved().from())) {
            return Set.of();
        }
        Evidence why = Evidence.newBuilder()
                .setSummary("what was said of " + obeyed.trackletId() + " and " + obeyed.otherTrackletId()
                        + " was taken back" + PeoplesWord.by(withdrawn))
                .build();
        Target to = new Target(obeyed.moved().from(), LinkState.LINK_STATE_LINKED, why);
        if (memory.identity(to.identityId()).isEmpty()) {
            revive(obeyed, now, memory.standing(leaving.iterator().next()).orElseThrow(), why, step);
        }
        leaving.forEach(one -> memory.standing(one).ifPresent(t -> relinking.moveWhole(t, to, step)));
        memory.identity(to.identityId()).ifPresent(i -> memory.put(i.sinceStays()));
        return leaving;
    }

    /** Who was moved, is still where they were moved to, and is not held there by what else people said. */
    private Set<String> leaving(Statement obeyed, String now) {
        Set<String> leaving = new TreeSet<>();
        obeyed.moved().tracklets().stream()
                .filter(one -> memory.isOf(one, now) && memory.standing(one).isPresent())
                .forEach(leaving::add);
        boolean held = true;
        while (held) {
            held = leaving.removeIf(one -> isHeld(one, now, leaving));
        }
        return leaving;
    }

    private boolean isHeld(String one, String now, Set<String> leaving) {
        return memory.statements().about(one).stream()
                .filter(Statement::same)
                .map(said -> said.other(one))
                .anyMatch(other -> !leaving.contains(other) && memory.isOf(other, now));
    }

    /** The identity that a merge ended is there again. */
    private void revive(Statement obeyed, String now, Tracklet first, Evidence why, StepBuilder step) {
        String id = obeyed.moved().from();
        step.changed(Type.TYPE_SPLIT, first, now, id, why);
        memory.put(Identity.created(id, step.timeUs()).watchedBy(obeyed.moved().watchlistId()));
        memory.identity(now)
                .filter(kept -> !kept.watchlistId().isEmpty()
                        && kept.watchlistId().equals(obeyed.moved().watchlistId()))
                .ifPresent(kept -> memory.put(kept.watchedBy("")));
    }
}
