package dev.sightline.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.Postgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @TempDir
    Path folder;

    @Test
    void shouldKeepDataAndSchemaWhenOpenedAgain() {
        DatabaseSettings settings = H2Databases.inFiles(folder).fresh();
        try (Database database = Database.open(settings)) {
            database.execute(em -> em.createNativeQuery(
                            "insert into recorder_offset (topic, partition_no, next_offset) values ('t', 0, 5)")
                    .executeUpdate());
        }
        try (Database database = Database.open(settings)) {
            Object offset = database.read(em -> em.createNativeQuery("select next_offset from recorder_offset")
                    .getSingleResult());
            assertThat(offset).isEqualTo(5L);
        }
    }

    /** A pool retires connections after half an hour, the one that made the tables too. */
    @Test
    void shouldCheckRowsWhenTheConnectionThatMigratedIsGone() {
        DatabaseSettings settings =
                DatabaseSettings.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sightline", "");
        Database.open(settings).close();
        try (Database database = Database.open(settings)) {
            database.execute(em -> em.createNativeQuery(
                            "insert into model_version values ('m@1', 'person-descriptor', 'ab', '{}', 'f', null, 'NONE', '',"
                                    + " 'ada', current_timestamp)")
                    .executeUpdate());
            assertThatThrownBy(() -> database.execute(em -> em.createNativeQuery(
                                    "update model_version set gate = 'PERHAPS' where model_id = 'm@1'")
                            .executeUpdate()))
                    .hasStackTraceContaining("Check constraint violation");
        }
    }

    @Test
    void shouldRollBackWorkThatThrows() {
        try (Database database = H2Databases.inMemory().open()) {
            assertThatThrownBy(() -> database.execute(em -> {
                        em.createNativeQuery(
                                        "insert into recorder_offset (topic, partition_no, next_offset) values ('t', 0, 5)")
                                .executeUpdate();
                        throw new IllegalStateException("amid the work");
                    }))
                    .hasMessage("amid the work");
            assertThat(database.<Object>read(em -> em.createNativeQuery("select count(*) from recorder_offset")
                            .getSingleResult()))
                    .isEqualTo(0L);
        }
    }

    @Test
    void shouldRefuseASchemaThatANewerVersionWrote() throws SQLException {
        for (DatabaseSettings settings :
                new DatabaseSettings[] {H2Databases.inFiles(folder).fresh(), POSTGRES.fresh()}) {
            Database.open(settings).close();
            execute(
                    settings,
                    "insert into \"schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                            + " \"script\", \"checksum\", \"installed_by\", \"execution_time\", \"success\")"
                            + " values (900, '900', 'later', 'SQL', 'V900__later.sql', 1, 'x', 1, true)");

            assertThatThrownBy(() -> Database.open(settings))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("a newer version wrote it");
            assertThatThrownBy(() -> Database.stepsBehind(settings))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("a newer version wrote it");
        }
    }

    @Test
    void shouldTellHowFarASchemaIsBehindAndChangeNothing() throws SQLException {
        for (DatabaseSettings settings :
                new DatabaseSettings[] {H2Databases.inFiles(folder).fresh(), POSTGRES.fresh()}) {
            int all = Database.stepsBehind(settings);
            assertThat(all).isPositive();
            assertThat(Database.stepsBehind(settings)).isEqualTo(all);
            assertThatThrownBy(() -> execute(settings, "select count(*) from recorder_offset"))
                    .isInstanceOf(SQLException.class);

            Database.open(settings).close();

            assertThat(Database.stepsBehind(settings)).isZero();
        }
    }

    @Test
    void shouldSayThatAnotherProcessHasTheFile() throws IOException {
        DatabaseSettings settings = DatabaseSettings.embedded(folder);
        Database.open(settings).close();
        // What another process holds while it has the database open.
        try (FileChannel file = FileChannel.open(folder.resolve("sightline.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            DatabaseSettings second = quick(settings.url(), settings.user(), settings.password());
            assertThatThrownBy(() -> Database.open(second))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("another process has it open");
        }
    }

    @Test
    void shouldSayWhatToDoWhenTheDatabaseCannotBeReached() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> Database.open(quick("jdbc:postgresql://localhost:" + port + "/sightline", "ada", "x")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("check the host and port in store.url");

        DatabaseSettings there = POSTGRES.fresh();
        String url = there.url();
        assertThatThrownBy(() -> Database.open(quick(url.replaceAll("/[^/]+$", "/absent"), there.user(), "x")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("no such database");
        assertThatThrownBy(() -> Database.open(quick(url, "nobody", "x")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("user or password refused");
    }

    private static DatabaseSettings quick(String url, String user, String password) {
        return new DatabaseSettings(url, user, password, 2, Duration.ofSeconds(2));
    }

    private static void execute(DatabaseSettings settings, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
