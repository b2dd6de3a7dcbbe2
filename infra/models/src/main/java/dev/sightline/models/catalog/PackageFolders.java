package dev.sightline.models.catalog;

import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds package folders: a folder with a manifest, or the packages right inside a folder. */
final class PackageFolders {
    private PackageFolders() {}

    /**
     * The package at a folder or at its manifest.
     *
     * @throws ModelException when there is none
     */
    static FoundModel at(Path path) {
        Path manifest = Files.isDirectory(path) ? path.resolve(ManifestJson.FILE) : path;
        Path folder = manifest.toAbsolutePath().getParent();
        return new FoundModel(ManifestJson.read(manifest), Optional.ofNullable(folder));
    }

    /** A file in a package's folder; empty when there is none. */
    static Optional<byte[]> beside(Path folder, String file) {
        Path path = folder.resolve(file);
        try {
            return Files.isRegularFile(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
        } catch (IOException e) {
            throw new ModelException(path + ": cannot be read: " + e, e);
        }
    }

    /** Packages in {@code folder}, in name order. */
    static List<FoundModel> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ModelException(
                    folder + ": no such model folder; make it, or take it out of the configured model folders");
        }
        if (Files.isRegularFile(folder.resolve(ManifestJson.FILE))) {
            return List.of(at(folder));
        }
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> packages =
                    new ArrayList<>(children.filter(c -> Files.isRegularFile(c.resolve(ManifestJson.FILE)))
                            .toList());
            packages.sort(null);
            return packages.stream().map(PackageFolders::at).toList();
        } catch (IOException e) {
            throw new ModelException(folder + ": cannot be listed: " + e, e);
        }
    }
}
