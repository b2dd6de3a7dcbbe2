package dev.sightline.platform.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelShelfTest {
    @TempDir
    Path folder;

    private ModelShelf shelf;
    private ModelCatalogue catalogue;

    @BeforeEach
    void make() {
        shelf = new ModelShelf(folder.resolve("registry"));
        catalogue = new ModelCatalogue(folder.resolve("cache"), List.of()).with(shelf);
    }

    @Test
    void shouldKeepACopyThatTheCatalogueFindsByIdAndVersion() throws IOException {
        Path own = own("net", "1", "weights");
        Files.writeString(own.resolve("card.md"), "about it");

        Path kept = shelf.put(catalogue.resolve(own.toString()), Optional.of(own));

        assertThat(kept).isEqualTo(shelf.folder().resolve("net@1"));
        assertThat(kept.resolve("card.md")).hasContent("about it");
        ModelPackage found = catalogue.resolve("net@1");
        assertThat(found.network()).isEqualTo(kept.resolve("net.onnx")).hasContent("weights");
        assertThat(found.manifest()).isEqualTo(catalogue.resolve(own.toString()).manifest());
    }

    @Test
    void shouldKnowNothingBeforeTheFirstPackage() {
        assertThat(shelf.packages()).isEmpty();
        assertThatThrownBy(() -> catalogue.resolve("net@1")).isInstanceOf(ModelException.class);
    }

    @Test
    void shouldTakeTheSameNetworkAgainWithWhatIsNewBesideIt() throws IOException {
        Path own = own("net", "1", "weights");
        shelf.put(catalogue.resolve(own.toString()), Optional.of(own));
        Files.writeString(own.resolve("gate.json"), "{}");

        shelf.put(catalogue.resolve(own.toString()), Optional.of(own));

        assertThat(shelf.folder().resolve("net@1").resolve("gate.json")).hasContent("{}");
        assertThat(shelf.packages()).hasSize(1);
    }

    @Test
    void shouldRefuseAnotherNetworkUnderTheSameName() throws IOException {
        Path own = own("net", "1", "weights");
        shelf.put(catalogue.resolve(own.toString()), Optional.of(own));
        Path other = own("net", "1", "others");

        assertThatThrownBy(() -> shelf.put(catalogue.resolve(other.toString()), Optional.of(other)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("raise 'version'");
        assertThat(shelf.folder().resolve("net@1").resolve("net.onnx")).hasContent("weights");
    }

    @Test
    void shouldKeepVersionsSideBySideAndPassOverHalfPackages() throws IOException {
        for (String version : List.of("1", "2")) {
            Path own = own("net", version, "weights " + version);
            shelf.put(catalogue.resolve(own.toString()), Optional.of(own));
        }
        Path half = Files.createDirectories(shelf.folder().resolve(".net@3.17.new"));
        ManifestJson.write(catalogue.resolve("net@2").manifest(), half.resolve(ManifestJson.FILE));

        assertThat(catalogue.resolve("net@2").network()).hasContent("weights 2");
        assertThatThrownBy(() -> catalogue.resolve("net"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("net@1, net@2");
    }

    private Path own(String id, String version, String weights) throws IOException {
        Path own = Files.createTempDirectory(folder, "own");
        Path network = Files.writeString(own.resolve(id + ".onnx"), weights);
        String sha256 = Checksum.of(network);
        ManifestJson.write(
                Manifests.manifest(id, version, network.getFileName().toString(), sha256, Optional.empty()),
                own.resolve(ManifestJson.FILE));
        return own;
    }
}
