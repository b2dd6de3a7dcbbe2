package dev.sightline.store.search;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.sighting.ExemplarView;
import java.util.ArrayList;
import java.util.List;

/** What to look for, from what was recorded: somebody's crops as one mean for each modality. */
public final class StoredProbes {
    private StoredProbes() {}

    /**
     * Body before face; empty when nothing was described.
     *
     * @param describers for crops that were described before a change of model
     */
    public static List<Probe> of(List<ExemplarView> exemplars, CropDescribers describers) {
        List<Probe> probes = new ArrayList<>();
        for (Modality modality : List.of(Modality.MODALITY_PERSON, Modality.MODALITY_FACE)) {
            List<UnitVector> vectors =
                    ServingVectors.of(exemplars, modality, describers).vectors();
            if (vectors.size() == 1) {
                probes.add(Probe.ofCrop(modality, vectors.get(0)));
            } else if (!vectors.isEmpty()) {
                probes.add(Probe.ofMean(modality, UnitVector.mean(vectors)));
            }
        }
        return probes;
    }
}
