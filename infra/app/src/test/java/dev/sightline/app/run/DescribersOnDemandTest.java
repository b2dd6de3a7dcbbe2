package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.search.StoredProbes;
import dev.sightline.store.sighting.ExemplarView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search for somebody who was described by the model that serves loads none. */
class DescribersOnDemandTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLoadModelsOnlyForCropsFromBeforeAChangeOfModel() {
        try (DescribersOnDemand describers = serving("now@2")) {
            assertThat(StoredProbes.of(List.of(described("before@1"), described("now@2")), describers))
                    .extracting(probe -> probe.vector().modelId())
                    .containsExactly("now@2");
            assertThatThrownBy(() -> StoredProbes.of(List.of(described("before@1")), describers))
                    .isInstanceOf(Loading.class);
        }
    }

    private DescribersOnDemand serving(String modelId) {
        return new DescribersOnDemand(
                modality -> Optional.of(modelId).filter(id -> modality == Modality.MODALITY_PERSON),
                () -> {
                    throw new Loading();
                },
                new FileCropStore(folder));
    }

    private ExemplarView described(String modelId) {
        CropReference crop =
                CropReference.of(new FileCropStore(folder).put(modelId.getBytes(StandardCharsets.UTF_8), "jpg"));
        return new ExemplarView(
                Modality.MODALITY_PERSON,
                UnitVector.normalize(modelId, new float[] {1, 0}, .5f),
                .5f,
                "north",
                1,
                1,
                0,
                Instant.EPOCH,
                Optional.of(crop));
    }

    private static final class Loading extends RuntimeException {}
}
