package dev.sightline.bench.world;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Real descriptors: every visit has crops of its own, shown again and again for as long as the visit lasts. */
final class CropLooks implements Looks {
    private final String modelId;
    private final Map<String, List<UnitVector>> byTracklet;

    /** @param byTracklet tracklet id to its crops, at least one each */
    CropLooks(String modelId, Map<String, List<UnitVector>> byTracklet) {
        this.modelId = modelId;
        this.byTracklet = Map.copyOf(byTracklet);
    }

    @Override
    public String modelId() {
        return modelId;
    }

    @Override
    public List<UnitVector> crops(Visit visit, int count) {
        List<UnitVector> own = byTracklet.get(visit.trackletId());
        if (own == null) {
            throw new IllegalArgumentException("no crops for " + visit.trackletId());
        }
        List<UnitVector> crops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            crops.add(own.get(i * own.size() / count));
        }
        return List.copyOf(crops);
    }
}
