package dev.sightline.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database file that is not whole is refused, and stays as it is. */
class DatabaseFileIT {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("sightline.mv.db");
    }

    @ParameterizedTest
    @ValueSource(doubles = {.0001, .01, .05, .3, .9, .999})
    void shouldRefuseAFileThatIsCutOff(double share) throws IOException {
        fill();
        byte[] whole = Files.readAllBytes(file);
        byte[] cut = Arrays.copyOf(whole, (int) (whole.length * share));
        Files.write(file, cut);

        assertRefused("is no whole database: it ");
        assertThat(file).hasBinaryContent(cut);

        Files.write(file, whole);
        Database.embedded(folder).close();
    }

    @Test
    void shouldRefuseAnEmptyFile() throws IOException {
        Files.createFile(file);

        assertRefused("it is empty");
        assertThat(file).isEmptyFile();
    }

    @Test
    void shouldRefuseAFileOfSomethingElse() throws IOException {
        String text = "A letter to Ada\n".repeat(3000);
        Files.writeString(file, text);

        assertRefused("it does not begin as an H2 database does");
        assertThat(file).hasContent(text);
    }

    /** What a kill leaves has no mark of a clean end, and H2 recovers it; unless nothing of it is left. */
    @Test
    void shouldOpenWhatAKillLeft() throws IOException, SQLException {
        byte[] killed = killed();
        Files.write(file, killed);
        try (Database database = Database.embedded(folder)) {
            assertThat(database.<Object>read(em ->
                            em.createNativeQuery("select count(*) from ballast").getSingleResult()))
                    .isEqualTo(500L);
        }
    }

    @Test
    void shouldRefuseWhatAKillLeftOfAFirstStart() throws IOException, SQLException {
        byte[] half = killedAfter("create table camera(x int)");
        Files.write(file, half);
        assertRefused("it has only a part of its tables");
        assertThat(file).hasBinaryContent(half);

        byte[] nothing = killedAfter(
                "create table t as select x, rpad('', 2000, cast(x as varchar)) as t from system_range(1, 100)",
                "drop table t");
        Files.write(file, nothing);
        assertRefused("its tables are gone");
        assertThat(file).hasBinaryContent(nothing);
    }

    @Test
    void shouldBeginANewDatabaseWhereNoneIs() {
        Database.requireWhole(folder);
        Database.embedded(folder).close();
        Database.requireWhole(folder);

        assertThat(file).isNotEmptyFile();
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> Database.embedded(folder))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why)
                .hasMessageContaining("restore a backup, or move it away");
    }

    private void fill() {
        try (Database database = Database.embedded(folder)) {
            fill(database);
        }
    }

    private static void fill(Database database) {
        database.execute(
                em -> em.createNativeQuery("create table ballast as select x, rpad('', 2000, cast(x as varchar)) as t"
                                + " from system_range(1, 500)")
                        .executeUpdate());
    }

    /** A copy of the file while it is open, after H2 wrote everything. */
    private byte[] killed() throws IOException, SQLException {
        try (Database database = Database.embedded(folder)) {
            fill(database);
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("checkpoint sync");
                return Files.readAllBytes(file);
            }
        }
    }

    private byte[] killedAfter(String... statements) throws IOException, SQLException {
        Path other = folder.resolve("other-" + statements.length);
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + other, "sightline", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
                statement.execute("checkpoint sync");
            }
            return Files.readAllBytes(folder.resolve(other.getFileName() + ".mv.db"));
        }
    }
}
