package dev.sightline.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.store.dump.DatabaseDump;
import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.Postgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A database, or a backup of one, from before the table of labeled pairs got its US spelling. */
class LabeledPairMigrationIT {
    private static final String BEFORE = "12";

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @TempDir
    Path folder;

    @Test
    void shouldKeepEveryRowInFiles() throws SQLException {
        migrates(H2Databases.inFiles(folder).fresh());
    }

    @Test
    void shouldKeepEveryRowOnPostgres() throws SQLException {
        migrates(POSTGRES.fresh());
    }

    private static void migrates(DatabaseSettings settings) throws SQLException {
        OldSchema old = OldSchema.of(settings, BEFORE);
        fill(old);

        old.migrate();

        assertThat(old.rows("select feedback_id, labeler, same_person, withdrawn from labeled_pair order by 1"))
                .containsExactly("f1 ada true false", "f2 ben false true");
        assertThat(old.rows("select labeler from label_unsure")).containsExactly("ada");
        assertThat(oldNames(old)).isEmpty();
        assertThat(old.rows("select table_name from information_schema.tables where lower(table_name) like 'label%'"))
                .hasSize(2)
                .noneMatch(name -> name.contains("labelled"));
        assertThatThrownBy(() -> insert(old, "labeled_pair", "labeler", "labeled_at", "'f3'", "'c', 'c'"))
                .as("a pair is of two")
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> insert(old, "labeled_pair", "labeler", "labeled_at", "'f1'", "'c', 'd'"))
                .as("a statement is kept once")
                .isInstanceOf(SQLException.class);
        try (Database database = Database.open(settings)) {
            assertThat(DatabaseDump.of(database))
                    .contains("== labeled_pair 2\nf1\tlobby\tTRACKLET\ta\tb\ttrue\tIMPORT\tada");
        }
    }

    /** Two rows, and a pair that nobody could tell. */
    private static void fill(OldSchema old) throws SQLException {
        assertThat(oldNames(old)).as("what is looked for").isNotEmpty();
        insert(old, "labelled_pair", "labeller", "labelled_at", "'f1'", "'a', 'b'");
        old.execute("insert into labelled_pair values ('f2', 'lobby', 'CROP', 'x', 'y', false, 'OPERATOR', 'ben',"
                + " current_timestamp, true)");
        old.execute("insert into label_unsure values ('p1', 'lobby', 'a', 'b', 'ada', current_timestamp)");
    }

    private static void insert(OldSchema old, String table, String by, String at, String id, String pair)
            throws SQLException {
        old.execute("insert into " + table + " (feedback_id, site_id, subject, left_id, right_id, same_person, source, "
                + by
                + ", " + at + ") values (" + id + ", 'lobby', 'TRACKLET', " + pair
                + ", true, 'IMPORT', 'ada', current_timestamp)");
    }

    /** Indices and constraints that still have the old spelling. */
    private static List<String> oldNames(OldSchema old) throws SQLException {
        String indices = old.isH2()
                ? "select index_name as name from information_schema.indexes"
                : "select cast(indexname as varchar) as name from pg_indexes";
        String constraints =
                "select cast(constraint_name as varchar) as name from information_schema.table_constraints";
        return old.rows("select name from (" + indices + " union all " + constraints
                + ") as names where lower(name) like '%labelled%'");
    }
}
