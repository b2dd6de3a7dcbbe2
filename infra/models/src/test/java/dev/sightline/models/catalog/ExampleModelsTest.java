package dev.sightline.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.graph.TensorSignature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example manifests against the networks they are for, where those are at hand. */
class ExampleModelsTest {
    /** Decoder options whose values are names of output tensors. */
    private static final Set<String> TENSORS =
            Set.of("output", "heatmap", "sizes", "scores", "boxes", "distances", "classes", "objects", "landmarks");

    @TempDir
    Path cache;

    @ParameterizedTest
    @ValueSource(strings = {"nanodet-m", "osnet-x025", "reid-retail-0248", "scrfd", "yolox-nano", "yunet"})
    void shouldImportByManifestAloneAndNameTensorsThatAreThere(String id) {
        Path folder = Path.of("../models/examples", id);
        Path onnx = models().resolve(PackageFolders.at(folder).manifest().file());
        ModelCatalog catalog = new ModelCatalog(cache, List.of());

        ModelPackage imported = catalog.importPackage(folder, onnx, model -> {});

        GraphEdit graph = new GraphEdit(OnnxFile.read(imported.network()));
        List<TensorSignature> outputs = graph.outputs();
        imported.manifest().decoderOptions().forEach((key, value) -> {
            if (TENSORS.contains(key)) {
                assertThat(outputs).extracting(TensorSignature::name).contains(value.split(","));
            }
        });
        if (imported.manifest().task().describes()) {
            assertThat(outputs.get(0).shape())
                    .endsWith(Integer.toString(imported.manifest().dimension()));
        }
        InputSpec input = imported.manifest().input();
        assertThat(graph.inputs().get(0).shape())
                .contains(Integer.toString(input.width()), Integer.toString(input.height()));
        assertThat(catalog.resolve(id)).isEqualTo(imported);
    }

    private static Path models() {
        String data = Optional.ofNullable(System.getenv("SIGHTLINE_TESTDATA")).orElse("../../../shared/data");
        Path models = Path.of(data, "models");
        assumeTrue(Files.isDirectory(models), "no test models at " + models + "; set SIGHTLINE_TESTDATA");
        return models;
    }
}
