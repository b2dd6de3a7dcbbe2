package dev.sightline.embedder.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.v1.ModelReference;
import dev.sightline.embedder.TinyModels;
import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.graph.GraphBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageOpenerTest {
    @TempDir
    Path folder;

    @Test
    void shouldOpenThePackageThatAReferenceNames() throws UnusableModel {
        ModelPackage other = TinyModels.otherDescriptor(folder);

        try (Describer opened = opener(other).open(other.reference())) {
            assertThat(opened.modelId()).isEqualTo("turned@1");
        }
    }

    @Test
    void shouldRefuseAnotherFileUnderTheSameName() {
        ModelPackage other = TinyModels.otherDescriptor(folder);
        ModelReference wanted =
                other.reference().toBuilder().setSha256("ab".repeat(32)).build();

        assertThatThrownBy(() -> opener(other).open(wanted))
                .isInstanceOf(UnusableModel.class)
                .hasMessageContaining("turned@1 is wanted with SHA-256 abab");
    }

    @Test
    void shouldRefuseAModelOfAnotherTask() {
        ModelPackage other = TinyModels.otherDescriptor(folder);
        PackageOpener faces = new PackageOpener(
                "face-descriptor", TinyModels.descriptor(folder), id -> other, NetworkSettings.defaults());

        assertThatThrownBy(() -> faces.open(other.reference()))
                .isInstanceOf(UnusableModel.class)
                .hasMessageContaining("is for person-descriptor, not for face-descriptor");
    }

    @Test
    void shouldRefuseAModelThatIsNotHere() {
        PackageOpener empty = new PackageOpener(
                "person-descriptor",
                TinyModels.descriptor(folder),
                id -> {
                    throw new ModelException("model '" + id + "' is unknown");
                },
                NetworkSettings.defaults());

        assertThatThrownBy(() -> empty.open(
                        ModelReference.newBuilder().setModelId("gone@3").build()))
                .isInstanceOf(UnusableModel.class)
                .hasMessageContaining("'gone@3' is unknown");
    }

    /** What is not a number, and what is the same number for every picture. */
    @Test
    void shouldRefuseNetworksThatDescribeNothing() {
        ModelPackage collapsed = broken("collapsed", List.of("Sub", "Exp"));
        ModelPackage infinite = broken("infinite", List.of("Sub", "Log"));

        assertThatThrownBy(() -> opener(collapsed).open(collapsed.reference()))
                .isInstanceOf(UnusableModel.class)
                .hasMessageContaining("has collapsed");
        assertThatThrownBy(() -> opener(infinite).open(infinite.reference()))
                .isInstanceOf(UnusableModel.class)
                .hasMessageContaining("not finite");
    }

    /** x - x is 0 everywhere; e^0 is the same everywhere, and log 0 infinite. */
    private ModelPackage broken(String id, List<String> operators) {
        GraphBuilder graph = new GraphBuilder(id).input("images", "batch", "3", "64", "32");
        graph.node("GlobalAveragePool", "pooled", List.of("images"));
        graph.node("Flatten", "flat", List.of("pooled"));
        graph.node(operators.get(0), "zero", List.of("flat", "flat"));
        graph.node(operators.get(1), "output", List.of("zero"));
        graph.output("output", "batch", "3");
        Path file = folder.resolve(id + ".onnx");
        OnnxFile.write(graph.build(13), file);
        return new ModelPackage(
                TinyModels.manifest(
                        ModelTask.PERSON_DESCRIPTOR,
                        id,
                        "descriptor",
                        TinyModels.descriptor(folder).manifest().input(),
                        3,
                        Map.of()),
                file);
    }

    private PackageOpener opener(ModelPackage found) {
        return new PackageOpener(
                "person-descriptor", TinyModels.descriptor(folder), id -> found, NetworkSettings.defaults());
    }
}
