package dev.sightline.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.Manifests;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.TinyPackage;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {
    @TempDir
    Path folder;

    private Path cache;
    private Path mine;

    @BeforeEach
    void makeFolders() throws IOException {
        cache = folder.resolve("cache");
        mine = Files.createDirectory(folder.resolve("mine"));
    }

    @Test
    void shouldBundleExactlyTheDefaultModelsOfTheRepository() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("../models"))) {
            List<String> ids = folders.filter(f -> Files.exists(f.resolve(ManifestJson.FILE)))
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(BundledModels.IDS).isEqualTo(ids);
        }
    }

    @Test
    void shouldSayWhatABareNetworkLacks() {
        for (String network : List.of("x.onnx", "./x.onnx", "nets/x.onnx")) {
            assertThatThrownBy(() -> catalog().resolve(network))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("'" + network + "' is a network without a manifest")
                    .hasMessageContaining("models import --manifest model.json --onnx " + network);
        }
    }

    @Test
    void shouldFindWhatLiesBesideAManifest() throws IOException {
        Path own = own("theirs", "3");
        Files.writeString(own.resolve("split.json"), "{}");

        assertThat(catalog().beside(own.toString(), "split.json"))
                .hasValueSatisfying(b -> assertThat(b).hasSize(2));
        assertThat(catalog().beside(own.toString(), "card.md")).isEmpty();
        assertThat(catalog().beside("person-sightline", "split.json")).isPresent();
        assertThat(catalog().beside("whole-frame", "split.json")).isEmpty();
    }

    @Test
    void shouldListTheDefaultsAsAbsentAndBuiltInCodeAsReady() {
        List<ModelEntry> entries = catalog().list();

        assertThat(entries).extracting(e -> e.manifest().id()).isEqualTo(BundledModels.IDS);
        assertThat(entries)
                .extracting(ModelEntry::state)
                .containsExactly(
                        ModelEntry.State.ABSENT,
                        ModelEntry.State.ABSENT,
                        ModelEntry.State.ABSENT,
                        ModelEntry.State.ABSENT,
                        ModelEntry.State.READY,
                        ModelEntry.State.READY,
                        ModelEntry.State.READY,
                        ModelEntry.State.READY);
        assertThat(entries).extracting(ModelEntry::origin).containsOnly("Sightline");
    }

    @Test
    void shouldUnpackTheNetworkThatCameWithSightline() {
        ModelPackage own = catalog().resolve("person-sightline");

        assertThat(own.network()).exists().startsWith(cache);
        assertThat(own.manifest().calibrations()).isNotEmpty();
    }

    @Test
    void shouldResolveBuiltInCodeWithoutAFile() {
        ModelPackage strip = catalog().resolve("person-colour-strip");

        assertThat(strip.manifest().decoder()).isEqualTo("colour-strip");
        assertThat(strip.network()).isEqualTo(cache);
    }

    @Test
    void shouldResolveOnesOwnPackageByIdVersionAndPath() throws IOException {
        Path own = own("osnet", "1");
        Path newer = own("osnet2", "2");

        for (String name : List.of("osnet", "osnet@1", own.toString(), own + "/model.json")) {
            assertThat(catalog().resolve(name).network()).isEqualTo(own.resolve("net.onnx"));
        }
        assertThat(new ModelCatalog(cache, List.of(newer))
                        .resolve("osnet2@2")
                        .manifest()
                        .version())
                .isEqualTo("2");
    }

    @Test
    void shouldLetOnesOwnPackageStandInForADefault() throws IOException {
        Path own = own("person-centernet", "7");

        assertThat(catalog().resolve("person-centernet").network()).isEqualTo(own.resolve("net.onnx"));
        assertThat(catalog().list()).hasSize(BundledModels.IDS.size() + 1);
    }

    @Test
    void shouldRefuseANetworkThatDiffersFromItsChecksum() throws IOException {
        Path own = own("osnet", "1");
        Files.writeString(own.resolve("net.onnx"), "another");

        assertThatThrownBy(() -> catalog().resolve("osnet"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(own.resolve("net.onnx").toString())
                .hasMessageContaining(
                        "SHA-256 is " + TinyPackage.sha256("another".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasMessageContaining("expected "
                        + TinyPackage.sha256(TinyPackage.network("net").toByteArray()))
                .hasMessageContaining("it is not used")
                .hasMessageContaining("correct sha256 in " + own);
        assertThat(catalog().verify("osnet").state()).isEqualTo(ModelEntry.State.BROKEN);
    }

    @Test
    void shouldSayWhatToDoAboutAMissingNetworkOrChecksum() throws IOException {
        Path own = own("osnet", "1");
        ModelManifest manifest = ManifestJson.read(own.resolve(ManifestJson.FILE));
        ManifestJson.write(manifest.withSha256(""), own.resolve(ManifestJson.FILE));
        assertThatThrownBy(() -> catalog().resolve("osnet"))
                .hasMessageContaining("key 'sha256' is empty")
                .hasMessageContaining("set it to " + manifest.sha256());

        Files.delete(own.resolve("net.onnx"));
        assertThatThrownBy(() -> catalog().resolve("osnet"))
                .hasMessageContaining("put the file beside its model.json or run 'sightline models import'");
        assertThat(catalog().verify("osnet").detail()).isEqualTo("net.onnx is missing");
    }

    @Test
    void shouldNameTheKnownModelsWhenOneIsUnknownOrAmbiguous() throws IOException {
        own("a", "1");
        Path second = Files.createDirectories(mine.resolve("again"));
        Files.write(second.resolve("net.onnx"), TinyPackage.network("net").toByteArray());
        ManifestJson.write(Manifests.descriptor("a", "2"), second.resolve(ManifestJson.FILE));

        assertThatThrownBy(() -> catalog().resolve("b"))
                .hasMessageContaining("model 'b' is unknown; known: a@1, a@2, face-faceplugin-descriptor@1");
        assertThatThrownBy(() -> catalog().resolve("a")).hasMessageContaining("say which: a@1, a@2");
        assertThatThrownBy(() -> catalog().resolve("no/where")).hasMessageContaining("no such manifest");
        assertThatThrownBy(() -> new ModelCatalog(cache, List.of(folder.resolve("gone"))).list())
                .hasMessageContaining("no such model folder");
    }

    @Test
    void shouldImportANetworkByManifestAloneAndPinIt() throws IOException {
        Path manifest = folder.resolve("described.json");
        Path onnx = folder.resolve("theirs.onnx");
        ManifestJson.write(Manifests.descriptor("theirs", "3"), manifest);
        Files.write(onnx, TinyPackage.network("net").toByteArray());

        ModelPackage imported = catalog().importPackage(manifest, onnx, model -> {});

        assertThat(imported.manifest().sha256()).isEqualTo(TinyPackage.sha256(Files.readAllBytes(onnx)));
        assertThat(catalog().resolve("theirs").network()).isEqualTo(imported.network());
        assertThat(catalog().importPackage(manifest, onnx, model -> {})).isEqualTo(imported);
        assertThat(cache).isDirectoryNotContaining("glob:**/work-*");

        Files.write(onnx, TinyPackage.network("changed").toByteArray());
        assertThatThrownBy(() -> catalog().importPackage(manifest, onnx, model -> {}))
                .hasMessageContaining("'theirs@3' is imported already, and differently; raise 'version'");
    }

    @Test
    void shouldRefuseToImportWhatDoesNotFitItsManifest() throws IOException {
        Path manifest = folder.resolve("described.json");
        Path onnx = Files.writeString(folder.resolve("theirs.onnx"), "no network");
        ManifestJson.write(Manifests.descriptor("theirs", "1"), manifest);
        assertThatThrownBy(() -> catalog().importPackage(manifest, onnx, model -> {}))
                .hasMessageContaining("is no ONNX file");

        Files.write(onnx, TinyPackage.network("net").toByteArray());
        ManifestJson.write(Manifests.descriptor("theirs", "1").withSha256("0".repeat(64)), manifest);
        assertThatThrownBy(() -> catalog().importPackage(manifest, onnx, model -> {}))
                .hasMessageContaining("expected " + "0".repeat(64))
                .hasMessageContaining("set it to \"\" to pin this file");

        String renamed = ManifestJson.text(Manifests.descriptor("theirs", "1"))
                .replace("images", "pixels")
                .replaceAll(",\\s*\"packageSha256\" : \"[0-9a-f]{64}\"", "");
        Files.writeString(manifest, renamed);
        assertThatThrownBy(() -> catalog().importPackage(manifest, onnx, model -> {}))
                .hasMessageContaining("'pixels', but the network's inputs are [images [1, 3, 8, 8]]");
    }

    @Test
    void shouldTakeWeightsOfASecondFileIntoThePackage() throws IOException {
        Path manifest = folder.resolve("described.json");
        Path onnx = folder.resolve("theirs.onnx");
        ManifestJson.write(Manifests.descriptor("theirs", "1"), manifest);
        Files.write(onnx, TinyPackage.withSecondFile("theirs.data").toByteArray());

        assertThatThrownBy(() -> catalog().importPackage(manifest, onnx, model -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("theirs.data")
                .hasMessageContaining("put it beside the network");

        Files.write(folder.resolve("theirs.data"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        ModelPackage imported = catalog().importPackage(manifest, onnx, model -> {});

        TensorProto weights = OnnxFile.read(imported.network()).getGraph().getInitializer(0);
        assertThat(weights.getRawData().toByteArray()).containsExactly(5, 6, 7, 8);
        assertThat(weights.getExternalDataList()).isEmpty();
        assertThat(catalog().verify("theirs").state()).isEqualTo(ModelEntry.State.READY);
    }

    @Test
    void shouldKeepNothingOfAPackageThatFailsItsTrial() throws IOException {
        Path manifest = folder.resolve("described.json");
        Path onnx = folder.resolve("theirs.onnx");
        ManifestJson.write(Manifests.descriptor("theirs", "1"), manifest);
        Files.write(onnx, TinyPackage.network("net").toByteArray());

        assertThatThrownBy(() -> catalog().importPackage(manifest, onnx, model -> {
                    throw new ModelException("it gives numbers that are not finite");
                }))
                .hasMessageContaining("not finite");

        assertThatThrownBy(() -> catalog().resolve("theirs")).hasMessageContaining("is unknown");
    }

    private ModelCatalog catalog() {
        return new ModelCatalog(cache, List.of(mine), (name, into) -> {
            throw new AssertionError("nothing is to be downloaded here");
        });
    }

    private Path own(String id, String version) throws IOException {
        Path own = Files.createDirectory(mine.resolve(id));
        byte[] network = TinyPackage.network("net").toByteArray();
        Files.write(own.resolve("net.onnx"), network);
        ManifestJson.write(
                Manifests.manifest(id, version, "net.onnx", TinyPackage.sha256(network), Optional.empty()),
                own.resolve(ManifestJson.FILE));
        return own;
    }
}
