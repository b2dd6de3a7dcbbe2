package dev.sightline.models.manifest;

import dev.sightline.contracts.v1.ModelReference;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A model ready to run: its manifest and the verified network file.
 *
 * @param manifest what to know about it
 * @param network the ONNX file, checked against the manifest's SHA-256; for built-in code without a file, the
 *     package folder
 */
public record ModelPackage(ModelManifest manifest, Path network) {
    /** A file that lies in a package folder while the training that writes it has not finished. */
    public static final String UNFINISHED = "UNFINISHED";

    public ModelPackage {
        Objects.requireNonNull(manifest);
        Objects.requireNonNull(network);
    }

    /** What the package is called in the models topic. */
    public ModelReference reference() {
        return ModelReference.newBuilder()
                .setModelId(manifest.modelId())
                .setSha256(manifest.sha256())
                .build();
    }
}
