package dev.sightline.store.database;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.output.ValidateResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema up to date. A schema that a newer program wrote, or that was altered, is refused untouched. */
final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    static void run(DatabaseSettings settings, DataSource source) {
        Flyway flyway = flyway(source);
        try {
            MigrateResult result = flyway.migrate();
            if (result.migrationsExecuted > 0) {
                log.info("database schema brought to version {}", result.targetSchemaVersion);
            }
        } catch (FlywayValidateException e) {
            throw unfit(settings, String.valueOf(e.getMessage()), e);
        } catch (FlywayException e) {
            throw new DatabaseException(
                    "the schema of " + settings.url() + " cannot be brought up to date: " + e.getMessage()
                            + "; the user '" + settings.user() + "' needs the right to create tables",
                    e);
        }
    }

    /**
     * How many migrations are still to come; changes nothing.
     *
     * @throws DatabaseException when the schema does not fit this program or cannot be read
     */
    static int pending(DatabaseSettings settings, DataSource source) {
        try {
            Flyway flyway = flyway(source);
            ValidateResult validity = flyway.validateWithResult();
            List<String> wrong = validity.invalidMigrations.stream()
                    .filter(m -> m.errorDetails.errorCode != CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED)
                    .map(m -> "version " + m.version + ": " + m.errorDetails.errorMessage)
                    .toList();
            if (!wrong.isEmpty()) {
                throw unfit(settings, String.join("; ", wrong), null);
            }
            return flyway.info().pending().length;
        } catch (FlywayException e) {
            throw new DatabaseException("the schema of " + settings.url() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Flyway flyway(DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:dev/sightline/store/migrations")
                .table("schema_history")
                .ignoreMigrationPatterns(new String[0])
                .cleanDisabled(true)
                .load();
    }

    private static DatabaseException unfit(
            DatabaseSettings settings, String what, @Nullable FlywayValidateException cause) {
        return new DatabaseException(
                "the schema of " + settings.url() + " does not fit this version of Sightline: a newer version wrote"
                        + " it, or it was altered by hand; run the newer version or restore a backup (" + what + ")",
                cause);
    }
}
