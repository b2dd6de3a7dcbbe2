package dev.sightline.platform.models;

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
    public ModelPackage {
        Objects.requireNonNull(manifest);
        Objects.requireNonNull(network);
    }
}
