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

    /** Tests connect by themselves, too, and H2 moves what is in a file when its last connection closes, and may lose it (issue 4123). */
    public static TestDatabase inFiles(Path folder) {
        return () -> {
            DatabaseSettings own =
                    DatabaseSettings.embedded(folder.resolve(UUID.randomUUID().toString()));
            return DatabaseSettings.of(own.url() + ";MAX_COMPACT_TIME=0", own.user(), own.password());
        };
    }
}
