package dev.sightline.matcher.link.revise;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.decide.Decider;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.revise.Relinking.Target;
import dev.sightline.matcher.link.step.StepBuilder;
import java.util.List;
import java.util.Locale;

/**
 * Splits an identity whose stays fall into groups that look like two people, or that were at two places at one time,
 * unless place and time say that it was one person's way. Whom people spoke of, and what another model knew better, is left as it
 * is. One thread.
 */
final class Splitting {
    /** Mean evidence of the pairs between two groups, below which they are two people: tracklet means are nearer than exemplars. */
    private static final double APART = 3;
    /** Of two stays nobody can say which one is wrong. */
    private static final int LEAST_STAYS = 3;

    private final Decider decider;
    private final SiteMemory memory;
    private final Relinking relinking;
    private final ComparableStays comparable;

    Splitting(Decider decider, SiteMemory memory, Relinking relinking) {
        this.decider = decider;
        this.memory = memory;
        this.relinking = relinking;
        this.comparable = new ComparableStays(memory);
    }

    /** The largest group keeps the identity, each other one gets a new one. */
    void split(String identityId, StepBuilder step) {
        List<Tracklet> stays = memory.identity(identityId).map(comparable::of).orElse(List.of());
        if (stays.size() < LEAST_STAYS) {
            return;
        }
        List<List<Integer>> groups = new Groups(decider.groups().ofPairs(stays)).by(APART);
        List<Tracklet> largest = groups.get(0).stream().map(stays::get).toList();
        for (List<Integer> group : groups.subList(1, groups.size())) {
            List<Tracklet> leaves = group.stream().map(stays::get).toList();
            // What would be joined again does not leave.
            if (decider.groups().onePerson(largest, leaves).total()
                    < decider.groups().required()) {
                part(leaves, identityId, step);
            }
        }
    }

    private void part(List<Tracklet> leaves, String from, StepBuilder step) {
        String to = memory.createIdentity(step.timeUs());
        Evidence why = Evidence.newBuilder()
                .setSummary(String.format(
                        Locale.ROOT,
                        "the stays of %s fall apart: evidence below %.1f that these %d and the others show one person",
                        from,
                        APART,
                        leaves.size()))
                .build();
        LinkState state = LinkState.LINK_STATE_CREATED;
        for (Tracklet tracklet : leaves) {
            relinking.moveWhole(tracklet, new Target(to, state, why), step);
            state = LinkState.LINK_STATE_LINKED;
        }
    }
}
