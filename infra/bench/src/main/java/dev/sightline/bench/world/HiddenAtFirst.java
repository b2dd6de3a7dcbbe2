package dev.sightline.bench.world;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Looks of people whose first three crops show somebody else: who came into that camera before them. */
final class HiddenAtFirst implements Looks {
    private static final int HIDDEN = 3;

    private final Looks looks;
    private final Map<String, Visit> before = new HashMap<>();

    /** @param share of visits that begin so, 0..1 */
    HiddenAtFirst(Looks looks, List<Visit> visits, double share, long seed) {
        this.looks = looks;
        Random random = new Random(seed);
        Map<Integer, Visit> last = new HashMap<>();
        for (Visit visit : visits) {
            Visit other = last.put(visit.camera(), visit);
            if (random.nextDouble() < share && other != null && other.person() != visit.person()) {
                before.put(visit.trackletId(), other);
            }
        }
    }

    @Override
    public String modelId() {
        return looks.modelId();
    }

    @Override
    public List<UnitVector> crops(Visit visit, int count) {
        List<UnitVector> own = looks.crops(visit, count);
        Visit front = before.get(visit.trackletId());
        if (front == null || count <= HIDDEN) {
            return own;
        }
        List<UnitVector> crops = new ArrayList<>(looks.crops(front, HIDDEN));
        crops.addAll(own.subList(HIDDEN, count));
        return List.copyOf(crops);
    }
}
