package dev.sightline.matcher.link.evidence;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.KeptExemplar;

/**
 * How much more often a stranger is near to the nearest of several stays than to one: who is known well would otherwise be taken
 * for everybody.
 */
final class Chances {
    /** Stays of one person are alike, so each counts for less than a chance of its own. Measured on the worlds for tuning. */
    private static final double POWER = 0.7;

    private Chances() {}

    /** @param without the tracklet whose exemplars do not count */
    static double of(Identity identity, Modality modality, String without) {
        long stays = identity.exemplars().stream()
                .filter(e -> e.modality() == modality && !e.trackletId().equals(without))
                .map(KeptExemplar::trackletId)
                .distinct()
                .count();
        return Math.pow(Math.max(1, stays), POWER);
    }
}
