package dev.sightline.store.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema up to date. A schema that a newer program wrote, or that was altered, is refused untouched. */
final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    static void run(DatabaseSettings settings, DataSource source) {
        Flyway flyway = Flyway.configure()
                .dataSource(source)
                .locations("classpath:dev/sightline/store/migrations")
                .table("schema_history")
                .ignoreMigrationPatterns(new String[0])
                .cleanDisabled(true)
                .load();
        try {
            MigrateResult result = flyway.migrate();
            if (result.migrationsExecuted > 0) {
                log.info("database schema brought to version {}", result.targetSchemaVersion);
            }
        } catch (FlywayValidateException e) {
            throw new DatabaseException(
                    "the schema of " + settings.url() + " does not fit this version of Sightline: a newer version wrote"
                            + " it, or it was altered by hand; run the newer version or restore a backup ("
                            + e.getMessage() + ")",
                    e);
        } catch (FlywayException e) {
            throw new DatabaseException(
                    "the schema of " + settings.url() + " cannot be brought up to date: " + e.getMessage()
                            + "; the user '" + settings.user() + "' needs the right to create tables",
                    e);
        }
    }
}
