package dev.sightline.models.catalog;

import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The default packages, which lie on the class path beside Sightline's own classes. */
final class BundledModels {
    /** Ids, each a folder with a manifest; a test compares them with the folders of {@code infra/models}. */
    static final List<String> IDS = List.of(
            "face-faceplugin-descriptor",
            "face-faceplugin-detect",
            "face-faceplugin-landmarks",
            "person-centernet",
            "person-colour-strip",
            "person-sightline",
            "whole-frame");

    private static final String ROOT = "/dev/sightline/models/";

    private BundledModels() {}

    static List<FoundModel> find() {
        return IDS.stream().map(BundledModels::read).toList();
    }

    /** Copies the network that came with the classes to {@code target}; false when only the manifest came. */
    static boolean copyNetwork(ModelManifest manifest, Path target) throws IOException {
        try (InputStream in = open(manifest.id() + "/" + manifest.file())) {
            if (in == null) {
                return false;
            }
            Files.copy(in, target);
            return true;
        }
    }

    private static FoundModel read(String id) {
        String resource = id + "/" + ManifestJson.FILE;
        try (InputStream in = open(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path has no " + ROOT + resource);
            }
            return new FoundModel(ManifestJson.read(in, ROOT + resource), Optional.empty());
        } catch (IOException e) {
            throw new ModelException(ROOT + resource + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable InputStream open(String resource) {
        return BundledModels.class.getResourceAsStream(ROOT + resource);
    }
}
