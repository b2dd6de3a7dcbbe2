package dev.sightline.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedded database that a running system has open, used by a command beside it. */
class SharedDatabaseIT {
    private static final String OPEN = "the database is open";

    @TempDir
    Path folder;

    @Test
    void shouldLetACommandInWhileAnotherProcessHasTheDatabaseOpen() throws Exception {
        Process owner = owner();
        try (Database command = Database.embedded(folder)) {
            write(command, "from the command");
            assertThat(count(command)).isEqualTo(1);
        }
        owner.getOutputStream().close();
        assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(folder.resolve("sightline.server")).doesNotExist();
        try (Database next = Database.embedded(folder)) {
            assertThat(count(next)).isEqualTo(1);
        }
    }

    @Test
    void shouldOpenTheDatabaseItselfWhenItsOwnerWasKilled() throws Exception {
        Process owner = owner();
        owner.destroyForcibly();
        assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("sightline.server")).as("left behind").exists();

        try (Database next = Database.embedded(folder)) {
            assertThat(next.settings().url()).startsWith("jdbc:h2:file:");
            assertThat(count(next)).isZero();
        }
    }

    @Test
    void shouldAskForTheKeyThatOnlyTheOwnersFileTells() throws IOException {
        try (Database own = Database.embedded(folder)) {
            assertThat(count(own)).isZero();
            String port = Files.readAllLines(folder.resolve("sightline.server")).get(0);

            for (String name : List.of("sightline", folder.resolve("sightline").toString(), "0".repeat(32))) {
                String url = "jdbc:h2:tcp://127.0.0.1:" + port + "/" + name;
                DatabaseSettings guessed = new DatabaseSettings(url, "sightline", "", 1, Duration.ofMillis(250));
                assertThatThrownBy(() -> Database.open(guessed)).isInstanceOf(DatabaseException.class);
            }
        }
    }

    private Process owner() throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        // Not closed: that would break the pipe the process writes to.
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); !OPEN.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new AssertionError("the process ended:\n" + said);
            }
            said.append(line).append('\n');
        }
        return process;
    }

    private static void write(Database database, String topic) {
        database.execute(em -> em.createNativeQuery(
                        "insert into recorder_offset (topic, partition_no, next_offset) values (:topic, 0, 5)")
                .setParameter("topic", topic)
                .executeUpdate());
    }

    private static long count(Database database) {
        Object count = database.read(em ->
                em.createNativeQuery("select count(*) from recorder_offset").getSingleResult());
        return ((Number) count).longValue();
    }

    /** Has the database open until its input ends or it is killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws IOException {
            try (Database database = Database.embedded(Path.of(args[0]))) {
                if (count(database) == 0) {
                    System.out.println(OPEN);
                    System.out.flush();
                }
                System.in.readAllBytes();
            }
        }
    }
}
