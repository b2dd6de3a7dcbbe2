package dev.sightline.models.catalog;

import dev.sightline.models.manifest.ModelManifest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A manifest and where it was found.
 *
 * @param manifest as read
 * @param folder the package folder; empty when it came with Sightline's own classes
 */
record FoundModel(ModelManifest manifest, Optional<Path> folder) {

    /** For people. */
    String origin() {
        return folder.map(Path::toString).orElse("Sightline");
    }

    /** Whether {@code name} is its id or its {@code id@version}. */
    boolean answersTo(String name) {
        return manifest.id().equals(name) || manifest.modelId().equals(name);
    }
}
