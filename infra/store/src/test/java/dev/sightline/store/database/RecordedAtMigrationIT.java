package dev.sightline.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.Postgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A database from before rows said when they were recorded: old footage in it stays, as it was counted until then. */
class RecordedAtMigrationIT {
    private static final String BEFORE = "13";

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @TempDir
    Path folder;

    @Test
    void shouldCountFromTheBeginningOfTheDatabaseInFiles() throws SQLException {
        migrates(H2Databases.inFiles(folder).fresh());
    }

    @Test
    void shouldCountFromTheBeginningOfTheDatabaseOnPostgres() throws SQLException {
        migrates(POSTGRES.fresh());
    }

    private static void migrates(DatabaseSettings settings) throws SQLException {
        OldSchema old = OldSchema.of(settings, BEFORE);
        fill(old);

        old.migrate();

        String time = "timestamp with time zone '2001-01-01 00:00:00+00'";
        for (String table : List.of("identity", "sighting", "identity_event", "alert")) {
            assertThat(old.rows("select count(*) from " + table + " where recorded_at > " + time
                            + " and recorded_at <= current_timestamp"))
                    .as("old footage in %s", table)
                    .containsExactly("1");
        }
        assertThat(old.rows("select count(*) from alert where recorded_at = event_time"))
                .as("what happened after the beginning")
                .containsExactly("1");
    }

    /** Rows of the year 2000 and an alert of later. */
    private static void fill(OldSchema old) throws SQLException {
        String then = "timestamp with time zone '2000-01-01 00:00:00+00'";
        String nothing = old.isH2() ? "x''" : "''";
        old.execute("insert into identity (identity_id, site_id, state, first_seen, last_seen, sighting_count) values"
                + " ('hall/p1', 'hall', 'ACTIVE', " + then + ", " + then + ", 1)");
        old.execute("insert into sighting (sighting_id, identity_id, site_id, camera_id, session_no, first_sequence,"
                + " last_sequence, start_time, end_time, closed, revision, withdrawn, summary, evidence) values"
                + " ('t', 'hall/p1', 'hall', 'north', 1, 1, 1, " + then + ", " + then + ", true, 1, false, '', "
                + nothing + ")");
        old.execute("insert into identity_event (event_id, site_id, event_type, event_time, identity_id, summary,"
                + " evidence, partition_no, record_offset) values ('e', 'hall', 'CREATED', " + then
                + ", 'hall/p1', '', " + nothing + ", 0, 0)");
        for (String when : List.of(then, "timestamp with time zone '2999-01-01 00:00:00+00'")) {
            old.execute("insert into alert (alert_id, rule_id, source, event_type, event_time, document) values ('"
                    + when.substring(26, 30) + "', 'r', 's', 't', " + when + ", '{}')");
        }
    }
}
