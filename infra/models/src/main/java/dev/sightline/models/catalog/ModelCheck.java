package dev.sightline.models.catalog;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares networks with what their manifests pin. */
final class ModelCheck {
    private ModelCheck() {}

    /** A model's line in the catalog. */
    static ModelEntry entry(FoundModel found, Path network) {
        ModelManifest manifest = found.manifest();
        if (manifest.file().isEmpty()) {
            return entry(found, ModelEntry.State.READY, "built in");
        }
        if (!Files.exists(network)) {
            if (manifest.fetch().isPresent()) {
                return entry(found, ModelEntry.State.ABSENT, "fetched on first use");
            }
            return found.folder().isEmpty()
                    ? entry(found, ModelEntry.State.READY, "came with Sightline, unpacked on first use")
                    : entry(found, ModelEntry.State.BROKEN, manifest.file() + " is missing");
        }
        try {
            require(found, network);
            return entry(found, ModelEntry.State.READY, network.toString());
        } catch (ModelException e) {
            return entry(found, ModelEntry.State.BROKEN, String.valueOf(e.getMessage()));
        }
    }

    /** @throws ModelException when the network does not have the checksum that its manifest pins */
    static void require(FoundModel found, Path network) {
        ModelManifest manifest = found.manifest();
        if (manifest.sha256().isEmpty()) {
            throw new ModelException(found.origin() + ": key 'sha256' is empty, so " + manifest.file()
                    + " cannot be checked; run 'sightline models import', or set it to " + checksum(network));
        }
        Checksum.require(
                network,
                manifest.sha256(),
                manifest.fetch().isPresent()
                        ? "Run 'sightline models fetch " + manifest.id() + "'."
                        : "Put the right file there, or correct sha256 in " + found.origin() + "/" + ManifestJson.FILE
                                + " if the change is meant.");
    }

    private static ModelEntry entry(FoundModel found, ModelEntry.State state, String detail) {
        return new ModelEntry(found.manifest(), found.origin(), state, detail);
    }

    private static String checksum(Path network) {
        try {
            return Checksum.of(network);
        } catch (IOException e) {
            throw new ModelException(network + ": cannot be read: " + e, e);
        }
    }
}
