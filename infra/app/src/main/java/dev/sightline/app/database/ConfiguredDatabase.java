package dev.sightline.app.database;

import dev.sightline.app.preflight.DataFolder;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.settings.StoreSettings;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import java.util.Optional;

/** The database that the settings name, or the embedded one of the data folder. */
public final class ConfiguredDatabase {
    private ConfiguredDatabase() {}

    /**
     * Opens it, migrated. The caller closes it.
     *
     * @param creates whether an embedded one is created when there is none
     * @throws UserError when there is none and it is not created
     */
    public static Database open(SightlineSettings settings, boolean creates) {
        StoreSettings store = settings.store();
        return url(settings)
                .map(url -> Database.open(
                        DatabaseSettings.of(url, store.user(), store.password().orElse(""))))
                .orElseGet(() -> embedded(DataFolder.of(settings), creates));
    }

    /** Whether there is one that a recorder may have filled. */
    public static boolean exists(SightlineSettings settings) {
        return url(settings).isPresent() || DataFolder.of(settings).hasDatabase();
    }

    private static Database embedded(DataFolder folder, boolean creates) {
        if (!creates && !folder.hasDatabase()) {
            throw new UserError("there is no database in " + folder.database()
                    + ": the recorder of the system has not run, or keeps it elsewhere; name its configuration with"
                    + " --config FILE, or its database with --set store.url=URL");
        }
        return Database.embedded(folder.database());
    }

    private static Optional<String> url(SightlineSettings settings) {
        return settings.store().url().filter(url -> !url.isBlank());
    }
}
