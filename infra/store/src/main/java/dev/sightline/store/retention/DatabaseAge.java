package dev.sightline.store.retention;

import dev.sightline.store.database.Database;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Since when a database has known retention: footage says when people were seen, which may be long before it was recorded. */
public final class DatabaseAge {
    private DatabaseAge() {}

    /** When the migration that brought retention was made. */
    public static Instant begun(Database database) {
        Object at = database.read(
                em -> em.createNativeQuery("select \"installed_on\" from \"schema_history\" where \"version\" = '9'")
                        .getSingleResult());
        if (at instanceof Timestamp timestamp) {
            return timestamp.toInstant();
        }
        if (at instanceof LocalDateTime local) {
            return local.atZone(ZoneId.systemDefault()).toInstant();
        }
        throw new IllegalStateException("a migration's time is " + at.getClass());
    }
}
