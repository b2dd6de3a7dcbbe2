package dev.sightline.matcher.link.revise;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.matcher.link.decide.Decider;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.SameModel;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.revise.Relinking.Target;
import dev.sightline.matcher.link.step.StepBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits an identity whose stays fall into groups that look like two people, or that were at two places at one time. Whom
 * people spoke of, and what another model knew better, is left as it is. One thread.
 */
final class Splitting {
    /** Mean evidence of the pairs between two groups, below which they are two people: tracklet means are nearer than exemplars. */
    private static final double APART = 3;
    /** Of two stays nobody can say which one is wrong. */
    private static final int LEAST_STAYS = 3;
    /** Each is compared with each. */
    private static final int MOST_STAYS = 16;

    private final Decider decider;
    private final SiteMemory memory;
    private final Relinking relinking;

    Splitting(Decider decider, SiteMemory memory, Relinking relinking) {
        this.decider = decider;
        this.memory = memory;
        this.relinking = relinking;
    }

    /** The largest group keeps the identity, each other one gets a new one. */
    void split(String identityId, StepBuilder step) {
        List<Tracklet> stays = memory.identity(identityId).map(this::comparable).orElse(List.of());
        if (stays.size() < LEAST_STAYS) {
            return;
        }
        List<List<Integer>> groups = new Groups(evidence(stays)).by(APART);
        for (List<Integer> leaves : groups.subList(1, groups.size())) {
            part(leaves.stream().map(stays::get).toList(), identityId, step);
        }
    }

    /** The newest stays that one model described; none when the identity must stay as it is. */
    private List<Tracklet> comparable(Identity identity) {
        List<Tracklet> stays = new ArrayList<>();
        for (Presence stay : identity.presences()) {
            Tracklet tracklet = memory.standing(stay, identity.id());
            if (tracklet.carried() || memory.statements().names(stay.trackletId())) {
                return List.of();
            }
            if (!tracklet.probes().isEmpty()) {
                stays.add(tracklet);
            }
        }
        List<Tracklet> alike = stays.stream()
                .filter(stay -> sharesModel(stay, stays.get(stays.size() - 1)))
                .toList();
        return alike.subList(Math.max(0, alike.size() - MOST_STAYS), alike.size());
    }

    private static boolean sharesModel(Tracklet a, Tracklet b) {
        return a.probes().stream()
                .anyMatch(left -> b.probes().stream()
                        .anyMatch(right ->
                                left.modality() == right.modality() && SameModel.of(left.mean(), right.mean())));
    }

    private double[][] evidence(List<Tracklet> stays) {
        double[][] pairs = new double[stays.size()][stays.size()];
        for (int i = 0; i < pairs.length; i++) {
            for (int j = 0; j < i; j++) {
                pairs[i][j] = decider.onePerson(stays.get(i), stays.get(j));
                pairs[j][i] = pairs[i][j];
            }
        }
        return pairs;
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
