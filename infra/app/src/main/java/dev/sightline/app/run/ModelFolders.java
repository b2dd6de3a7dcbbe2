package dev.sightline.app.run;

import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.platform.models.ModelCatalogue;
import dev.sightline.platform.models.ModelShelf;
import java.nio.file.Path;
import java.util.List;

/** Where models and footage are cached. */
public final class ModelFolders {
    private ModelFolders() {}

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
    public static ModelCatalogue catalogue(SightlineSettings settings) {
        return new ModelCatalogue(cache(settings).resolve("models"), List.of()).with(registry(settings));
    }

    /** Where registered packages lie: the setting, else a folder of the data folder. */
    public static ModelShelf registry(SightlineSettings settings) {
        return new ModelShelf(settings.models()
                .registry()
                .filter(r -> !r.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(settings.data().folder()).resolve("models")));
    }
}
