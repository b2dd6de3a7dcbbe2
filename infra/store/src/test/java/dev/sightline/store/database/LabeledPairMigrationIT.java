package dev.sightline.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.store.dump.DatabaseDump;
import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;
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
        asBefore(settings);

        Database.open(settings).close();

        assertThat(rows(settings, "select feedback_id, labeler, same_person, withdrawn from labeled_pair order by 1"))
                .containsExactly("f1 ada true false", "f2 ben false true");
        assertThat(rows(settings, "select labeler from label_unsure")).containsExactly("ada");
        assertThat(oldNames(settings)).isEmpty();
        assertThat(rows(
                        settings,
                        "select table_name from information_schema.tables where lower(table_name) like 'label%'"))
                .hasSize(2)
                .noneMatch(name -> name.contains("labelled"));
        assertThatThrownBy(() -> insert(settings, "labeled_pair", "labeler", "labeled_at", "'f3'", "'c', 'c'"))
                .as("a pair is of two")
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> insert(settings, "labeled_pair", "labeler", "labeled_at", "'f1'", "'c', 'd'"))
                .as("a statement is kept once")
                .isInstanceOf(SQLException.class);
        try (Database database = Database.open(settings)) {
            assertThat(DatabaseDump.of(database))
                    .contains("== labeled_pair 2\nf1\tlobby\tTRACKLET\ta\tb\ttrue\tIMPORT\tada");
        }
    }

    /** The schema as the version before left it, with two rows. */
    private static void asBefore(DatabaseSettings settings) throws SQLException {
        Flyway.configure()
                .dataSource(settings.url(), settings.user(), settings.password())
                .locations("classpath:dev/sightline/store/migrations")
                .table("schema_history")
                .target(BEFORE)
                .load()
                .migrate();
        assertThat(oldNames(settings)).as("what is looked for").isNotEmpty();
        insert(settings, "labelled_pair", "labeller", "labelled_at", "'f1'", "'a', 'b'");
        execute(
                settings,
                "insert into labelled_pair values ('f2', 'lobby', 'CROP', 'x', 'y', false, 'OPERATOR', 'ben',"
                        + " current_timestamp, true)");
        execute(settings, "insert into label_unsure values ('p1', 'lobby', 'a', 'b', 'ada', current_timestamp)");
    }

    private static void insert(DatabaseSettings settings, String table, String by, String at, String id, String pair)
            throws SQLException {
        execute(
                settings,
                "insert into " + table + " (feedback_id, site_id, subject, left_id, right_id, same_person, source, "
                        + by
                        + ", " + at + ") values (" + id + ", 'lobby', 'TRACKLET', " + pair
                        + ", true, 'IMPORT', 'ada', current_timestamp)");
    }

    /** Indices and constraints that still have the old spelling. */
    private static List<String> oldNames(DatabaseSettings settings) throws SQLException {
        String indices = settings.url().startsWith("jdbc:h2")
                ? "select index_name as name from information_schema.indexes"
                : "select cast(indexname as varchar) as name from pg_indexes";
        String constraints =
                "select cast(constraint_name as varchar) as name from information_schema.table_constraints";
        return rows(
                settings,
                "select name from (" + indices + " union all " + constraints
                        + ") as names where lower(name) like '%labelled%'");
    }

    private static List<String> rows(DatabaseSettings settings, String query) throws SQLException {
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(rows.getObject(i)));
                }
                found.add(String.join(" ", cells).toLowerCase(Locale.ROOT));
            }
            return found;
        }
    }

    private static void execute(DatabaseSettings settings, String sql) throws SQLException {
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(DatabaseSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    }
}
