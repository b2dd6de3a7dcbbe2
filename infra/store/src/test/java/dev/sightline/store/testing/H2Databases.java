package dev.sightline.store.testing;

import dev.sightline.store.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.UUID;

/** H2, in memory or in files. */
public final class H2Databases {
    private H2Databases() {}

    public static TestDatabase inMemory() {
        return () -> DatabaseSettings.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sightline", "");
    }

    public static TestDatabase inFiles(Path folder) {
        return () -> DatabaseSettings.embedded(folder.resolve(UUID.randomUUID().toString()));
    }
}
