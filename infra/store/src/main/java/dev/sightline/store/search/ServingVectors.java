package dev.sightline.store.search;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.search.CropDescribers.Crop;
import dev.sightline.store.sighting.ExemplarView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The descriptors of exemplars by one model: the one that serves where it is known, for which crops from before are described
 * once more; else the one of the newest exemplar.
 *
 * @param vectors all of one model; may be empty
 * @param tried the serving model, where no crop could be described by it
 */
record ServingVectors(List<UnitVector> vectors, Optional<String> tried) {
    ServingVectors {
        vectors = List.copyOf(vectors);
    }

    static ServingVectors of(List<ExemplarView> exemplars, Modality modality, CropDescribers describers) {
        List<ExemplarView> own =
                exemplars.stream().filter(e -> e.modality() == modality).toList();
        Optional<String> serving = describers.serving(modality);
        if (own.isEmpty() || serving.isEmpty()) {
            return new ServingVectors(newest(own), Optional.empty());
        }
        List<UnitVector> there = by(serving.get(), own);
        if (!there.isEmpty()) {
            return new ServingVectors(there, Optional.empty());
        }
        List<Crop> crops = own.stream()
                .flatMap(e -> e.crop().map(crop -> new Crop(crop, e.vector().quality())).stream())
                .toList();
        List<UnitVector> described = describers.describe(modality, crops).stream()
                .flatMap(Optional::stream)
                .filter(vector -> vector.modelId().equals(serving.get()))
                .toList();
        return described.isEmpty()
                ? new ServingVectors(newest(own), serving)
                : new ServingVectors(described, Optional.empty());
    }

    private static List<UnitVector> newest(List<ExemplarView> exemplars) {
        return exemplars.stream()
                .max(Comparator.comparing(ExemplarView::capturedAt))
                .map(newest -> by(newest.vector().modelId(), exemplars))
                .orElse(List.of());
    }

    private static List<UnitVector> by(String modelId, List<ExemplarView> exemplars) {
        return exemplars.stream()
                .map(ExemplarView::vector)
                .filter(vector -> vector.modelId().equals(modelId))
                .toList();
    }
}
