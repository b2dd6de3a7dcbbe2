package dev.sightline.embedder.serve;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.embedder.TinyModels;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.ModelTask;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageTrialTest {
    @TempDir
    Path folder;

    private final PackageTrial trial = new PackageTrial(NetworkSettings.defaults());

    @Test
    void shouldPassAPackageThatWorks() {
        assertThatCode(() -> trial.run(TinyModels.descriptor(folder))).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAPackageWhoseManifestSaysAnotherLength() {
        ModelPackage good = TinyModels.descriptor(folder);
        ModelManifest wrong = TinyModels.manifest(
                ModelTask.PERSON_DESCRIPTOR,
                "wrong",
                "descriptor",
                good.manifest().input(),
                5,
                Map.of());

        assertThatThrownBy(() -> trial.run(new ModelPackage(wrong, good.network())))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("does not work as its manifest says")
                .hasMessageContaining("dimension");
    }
}
