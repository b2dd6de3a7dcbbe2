package dev.sightline.bench.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A visit with the identity that it ended in.
 *
 * @param boxes frames that showed it
 * @param identity empty when it has none
 */
record Placed(Visit visit, int boxes, String identity) {

    boolean hasIdentity() {
        return !identity.isEmpty();
    }

    /** All visits that were reported, in the order of their starts. */
    static List<Placed> all(List<Visit> visits, Map<String, Integer> boxes, Map<String, String> identities) {
        List<Placed> all = new ArrayList<>();
        for (Visit visit : visits) {
            Integer seen = boxes.get(visit.trackletId());
            if (seen != null) {
                all.add(new Placed(visit, seen, identities.getOrDefault(visit.trackletId(), "")));
            }
        }
        return List.copyOf(all);
    }
}
