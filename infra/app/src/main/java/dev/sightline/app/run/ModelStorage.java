package dev.sightline.app.run;

import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.catalog.RegistryFolder;
import java.nio.file.Path;
import java.util.List;

/** Where models and footage are cached. */
public final class ModelStorage {
    private ModelStorage() {}

    /** The cache: the setting, else $SIGHTLINE_CACHE, else ~/.cache/sightline. */
    public static Path cache(SightlineSettings settings) {
        return settings.data()
                .cache()
                .filter(c -> !c.isBlank())
                .map(Path::of)
                .orElseGet(() -> {
                    String environment = System.getenv("SIGHTLINE_CACHE");
                    return environment != null && !environment.isBlank()
                            ? Path.of(environment)
                            : Path.of(System.getProperty("user.home"), ".cache", "sightline");
                })
                .toAbsolutePath();
    }

    /** The model packages that can be used. */
    public static ModelCatalog catalog(SightlineSettings settings) {
        return new ModelCatalog(cache(settings).resolve("models"), List.of()).with(registry(settings));
    }

    /** Where registered packages lie: the setting, else a folder of the data folder. */
    public static RegistryFolder registry(SightlineSettings settings) {
        return new RegistryFolder(settings.models()
                .registry()
                .filter(r -> !r.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(settings.data().folder()).resolve("models")));
    }
}
