package dev.sightline.bench.world;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The real crops of one person, handed out so that no two visits share one: a visit gets part of the crops of the real
 * camera that stands for its place, or of another one when those are used up.
 */
final class Wardrobe {
    private final List<List<List<UnitVector>>> byCamera = new ArrayList<>();

    /** @param visits into which each person's crops are to be cut, at least one */
    Wardrobe(List<LabeledDescriptor> crops, int visits) {
        TreeMap<String, List<UnitVector>> cameras = new TreeMap<>();
        crops.forEach(
                c -> cameras.computeIfAbsent(c.camera(), k -> new ArrayList<>()).add(c.vector()));
        int pieces = (visits + cameras.size() - 1) / cameras.size();
        cameras.values().forEach(all -> byCamera.add(cut(all, Math.min(pieces, all.size()))));
    }

    /** How many visits the crops are enough for. */
    int visits() {
        return byCamera.stream().mapToInt(List::size).sum();
    }

    /** Crops for a visit to a camera of the world; empty when none are left. */
    Optional<List<UnitVector>> take(int camera) {
        for (int i = 0; i < byCamera.size(); i++) {
            List<List<UnitVector>> left = byCamera.get((camera + i) % byCamera.size());
            if (!left.isEmpty()) {
                return Optional.of(left.remove(0));
            }
        }
        return Optional.empty();
    }

    private static List<List<UnitVector>> cut(List<UnitVector> all, int pieces) {
        List<List<UnitVector>> cut = new ArrayList<>();
        for (int p = 0; p < pieces; p++) {
            cut.add(List.copyOf(all.subList(p * all.size() / pieces, (p + 1) * all.size() / pieces)));
        }
        return cut;
    }
}
