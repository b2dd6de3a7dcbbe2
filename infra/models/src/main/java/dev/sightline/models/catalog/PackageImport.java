package dev.sightline.models.catalog;

import dev.sightline.models.fetch.ModelCache;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.SecondFiles;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.graph.TensorSignature;
import dev.sightline.onnx.proto.ModelProto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts a person's own network, described by a manifest, into the cache as a package. */
public final class PackageImport {
    private final ModelCache cache;

    PackageImport(ModelCache cache) {
        this.cache = cache;
    }

    /** Runs a package once before it is taken. */
    @FunctionalInterface
    public interface Trial {
        /** @throws ModelException saying what is wrong with it */
        void run(ModelPackage model);
    }

    /** The package folder in the cache. */
    Path run(ModelManifest described, Path onnx, Trial trial) {
        if (described.file().isEmpty()) {
            throw new ModelException("'" + described.modelId() + "' is built-in code and has no network to import");
        }
        ModelProto model = read(described, onnx);
        checksum(described, onnx);
        Path target = cache.packages().resolve(described.modelId());
        cache.locked(() -> cache.withScratch(scratch -> {
            Path folder = Files.createDirectory(scratch.resolve("package"));
            Path network = folder.resolve(described.file());
            ModelProto whole = withSecondFiles(model, onnx);
            if (whole.equals(model)) {
                Files.copy(onnx, network);
            } else {
                OnnxFile.write(whole, network);
            }
            ModelManifest pinned = described.withSha256(Checksum.of(network));
            if (Files.exists(target)) {
                requireSame(pinned, target);
                return;
            }
            trial.run(new ModelPackage(pinned, network));
            ManifestJson.write(pinned, folder.resolve(ManifestJson.FILE));
            ModelCache.place(folder, target);
        }));
        return target;
    }

    private static ModelProto read(ModelManifest manifest, Path onnx) {
        ModelProto model;
        List<TensorSignature> inputs;
        try {
            model = OnnxFile.read(onnx);
            inputs = new GraphEdit(model).inputs();
        } catch (OnnxException e) {
            throw new ModelException(e.getMessage() + "; 'sightline models import' takes a manifest and an .onnx", e);
        }
        if (inputs.size() != 1 || !inputs.get(0).name().equals(manifest.input().name())) {
            throw new ModelException(onnx + ": key 'input.name' of '" + manifest.modelId() + "' is '"
                    + manifest.input().name() + "', but the network's inputs are " + inputs
                    + "; a network must have one input and the manifest must name it");
        }
        return model;
    }

    private static ModelProto withSecondFiles(ModelProto model, Path onnx) {
        try {
            return SecondFiles.inside(model, onnx.toAbsolutePath().resolveSibling(""));
        } catch (OnnxException e) {
            throw new ModelException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A manifest that pins a checksum is for that file alone. */
    private static void checksum(ModelManifest manifest, Path onnx) {
        if (!manifest.sha256().isEmpty()) {
            Checksum.require(
                    onnx,
                    manifest.sha256(),
                    "The manifest of '" + manifest.modelId()
                            + "' is for another file; correct its sha256, or set it to \"\" to pin this file.");
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
