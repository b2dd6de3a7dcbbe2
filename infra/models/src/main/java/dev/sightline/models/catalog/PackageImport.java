package dev.sightline.models.catalog;

import dev.sightline.models.fetch.ModelCache;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.graph.TensorSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts a person's own network, described by a manifest, into the cache as a package. */
final class PackageImport {
    private final ModelCache cache;

    PackageImport(ModelCache cache) {
        this.cache = cache;
    }

    /** The package folder in the cache. */
    Path run(ModelManifest described, Path onnx) {
        if (described.file().isEmpty()) {
            throw new ModelException("'" + described.modelId() + "' is built-in code and has no network to import");
        }
        requireInput(described, onnx);
        ModelManifest pinned = described.withSha256(checksum(described, onnx));
        Path target = cache.packages().resolve(pinned.modelId());
        cache.locked(() -> cache.withScratch(scratch -> {
            if (Files.exists(target)) {
                requireSame(pinned, target);
                return;
            }
            Path folder = Files.createDirectory(scratch.resolve("package"));
            Files.copy(onnx, folder.resolve(pinned.file()));
            ManifestJson.write(pinned, folder.resolve(ManifestJson.FILE));
            ModelCache.place(folder, target);
        }));
        return target;
    }

    private static void requireInput(ModelManifest manifest, Path onnx) {
        List<TensorSignature> inputs;
        try {
            inputs = new GraphEdit(OnnxFile.read(onnx)).inputs();
        } catch (OnnxException e) {
            throw new ModelException(e.getMessage() + "; 'sightline models import' takes a manifest and an .onnx", e);
        }
        if (inputs.size() != 1 || !inputs.get(0).name().equals(manifest.input().name())) {
            throw new ModelException(onnx + ": key 'input.name' of '" + manifest.modelId() + "' is '"
                    + manifest.input().name() + "', but the network's inputs are " + inputs
                    + "; a network must have one input and the manifest must name it");
        }
    }

    private static String checksum(ModelManifest manifest, Path onnx) {
        try {
            String found = Checksum.of(onnx);
            if (!manifest.sha256().isEmpty()) {
                Checksum.require(
                        onnx,
                        manifest.sha256(),
                        "The manifest of '" + manifest.modelId()
                                + "' is for another file; correct its sha256, or set it to \"\" to pin this file.");
            }
            return found;
        } catch (IOException e) {
            throw new ModelException(onnx + ": cannot be read: " + e, e);
        }
    }

    private static void requireSame(ModelManifest manifest, Path target) {
        ModelManifest present = ManifestJson.read(target.resolve(ManifestJson.FILE));
        if (!ManifestJson.text(present).equals(ManifestJson.text(manifest))) {
            throw new ModelException(
                    "'" + manifest.modelId() + "' is imported already, and differently; raise 'version'"
                            + " in the manifest, or delete " + target);
        }
    }
}
