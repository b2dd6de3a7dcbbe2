package dev.sightline.matcher.link.evidence;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.KeptExemplar;
import java.util.List;

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
        int stays = 0;
        List<KeptExemplar> exemplars = identity.exemplars();
        for (int i = 0; i < exemplars.size(); i++) {
            KeptExemplar exemplar = exemplars.get(i);
            if (counts(exemplar, modality, without) && !isOfStayBefore(exemplars, i)) {
                stays++;
            }
        }
        return Math.pow(Math.max(1, stays), POWER);
    }

    private static boolean counts(KeptExemplar exemplar, Modality modality, String without) {
        return exemplar.modality() == modality && !exemplar.trackletId().equals(without);
    }

    /** Whether an earlier one is of the same stay and modality. */
    private static boolean isOfStayBefore(List<KeptExemplar> exemplars, int at) {
        KeptExemplar exemplar = exemplars.get(at);
        for (int i = at - 1; i >= 0; i--) {
            KeptExemplar before = exemplars.get(i);
            if (before.modality() == exemplar.modality() && before.trackletId().equals(exemplar.trackletId())) {
                return true;
            }
        }
        return false;
    }
}
