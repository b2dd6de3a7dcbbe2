package dev.sightline.store.search;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.crop.CropReference;
import java.util.List;
import java.util.Optional;

/** Describes kept crops by the models that serve now: what was recorded before a change of model is found after it. Any thread. */
public interface CropDescribers {
    /** Of a process without models: everything stays as it was described when it was recorded. */
    CropDescribers NONE = new CropDescribers() {
        @Override
        public Optional<String> serving(Modality modality) {
            return Optional.empty();
        }

        @Override
        public List<Optional<UnitVector>> describe(Modality modality, List<Crop> crops) {
            return crops.stream().map(crop -> Optional.<UnitVector>empty()).toList();
        }
    };

    /** The model that serves, {@code id@version}; empty when this process has none. */
    Optional<String> serving(Modality modality);

    /** Descriptors in order; empty where a crop is no whole picture, or no model is here. */
    List<Optional<UnitVector>> describe(Modality modality, List<Crop> crops);

    /**
     * A kept crop.
     *
     * @param reference where it lies in the crop store
     * @param quality carried over to the descriptor, 0..1
     */
    record Crop(CropReference reference, float quality) {}
}
