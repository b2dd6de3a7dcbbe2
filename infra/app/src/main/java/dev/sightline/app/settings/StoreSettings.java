package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.Secret;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The database. */
@Describe("The database.")
public interface StoreSettings {
    @Describe("JDBC URL; empty: an embedded H2 file in the data folder")
    Optional<String> url();

    @Describe("Database user")
    @WithDefault("sightline")
    String user();

    @Secret
    @Describe("Database password")
    @WithDefault("")
    Optional<String> password();
}
