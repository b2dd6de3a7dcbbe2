package dev.sightline.app.evaluate;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.platform.problem.UserError;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a model's package lies, so that something can be put into it. */
final class PackageFolder {
    private PackageFolder() {}

    /** @throws UserError for a model that came with Sightline's own classes */
    static Path of(SightlineSettings settings, String model) {
        Path folder = Path.of(ModelStorage.catalog(settings).verify(model).origin());
        if (!Files.isRegularFile(folder.resolve(ManifestJson.FILE))) {
            throw new UserError("model " + model + " came with Sightline and its package cannot be changed; copy its"
                    + " manifest into a folder of your own and name that folder, or leave out --store");
        }
        return folder;
    }
}
