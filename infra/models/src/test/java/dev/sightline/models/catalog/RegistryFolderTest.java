package dev.sightline.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.Manifests;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryFolderTest {
    @TempDir
    Path folder;

    private RegistryFolder shelf;
    private ModelCatalog catalog;

    @BeforeEach
    void make() {
        shelf = new RegistryFolder(folder.resolve("registry"));
        catalog = new ModelCatalog(folder.resolve("cache"), List.of()).with(shelf);
    }

    @Test
    void shouldKeepACopyThatTheCatalogFindsByIdAndVersion() throws IOException {
        Path own = own("net", "1", "weights");
        Files.writeString(own.resolve("card.md"), "about it");

        Path kept = shelf.put(catalog.resolve(own.toString()), Optional.of(own));

        assertThat(kept).isEqualTo(shelf.folder().resolve("net@1"));
        assertThat(kept.resolve("card.md")).hasContent("about it");
        ModelPackage found = catalog.resolve("net@1");
        assertThat(found.network()).isEqualTo(kept.resolve("net.onnx")).hasContent("weights");
        assertThat(found.manifest()).isEqualTo(catalog.resolve(own.toString()).manifest());
    }

    @Test
    void shouldKnowNothingBeforeTheFirstPackage() {
        assertThat(shelf.packages()).isEmpty();
        assertThatThrownBy(() -> catalog.resolve("net@1")).isInstanceOf(ModelException.class);
    }

    @Test
    void shouldTakeTheSameNetworkAgainWithWhatIsNewBesideIt() throws IOException {
        Path own = own("net", "1", "weights");
        shelf.put(catalog.resolve(own.toString()), Optional.of(own));
        Files.writeString(own.resolve("gate.json"), "{}");

        shelf.put(catalog.resolve(own.toString()), Optional.of(own));

        assertThat(shelf.folder().resolve("net@1").resolve("gate.json")).hasContent("{}");
        assertThat(shelf.packages()).hasSize(1);
    }

    @Test
    void shouldRefuseAnotherNetworkUnderTheSameName() throws IOException {
        Path own = own("net", "1", "weights");
        shelf.put(catalog.resolve(own.toString()), Optional.of(own));
        Path other = own("net", "1", "others");

        assertThatThrownBy(() -> shelf.put(catalog.resolve(other.toString()), Optional.of(other)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("raise 'version'");
        assertThat(shelf.folder().resolve("net@1").resolve("net.onnx")).hasContent("weights");
    }

    @Test
    void shouldKeepVersionsSideBySideAndPassOverHalfPackages() throws IOException {
        for (String version : List.of("1", "2")) {
            Path own = own("net", version, "weights " + version);
            shelf.put(catalog.resolve(own.toString()), Optional.of(own));
        }
        Path half = Files.createDirectories(shelf.folder().resolve(".net@3.17.new"));
        ManifestJson.write(catalog.resolve("net@2").manifest(), half.resolve(ManifestJson.FILE));

        assertThat(catalog.resolve("net@2").network()).hasContent("weights 2");
        assertThatThrownBy(() -> catalog.resolve("net"))
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
