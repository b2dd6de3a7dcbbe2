package dev.sightline.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill would find in the file of an embedded database: every transaction that was committed, and no half of one. */
class EmbeddedWritesIT {
    private static final int ROWS = 500;

    @TempDir
    Path folder;

    @Test
    void shouldHaveWhatIsCommittedInTheFileAtOnce() throws Exception {
        try (Database database = Database.embedded(folder)) {
            for (int offset = 1; offset <= 5; offset++) {
                int next = offset;
                database.execute(em -> write(em, "topic-" + next));

                assertThat(rowsAfterAKill(offset)).isEqualTo(offset);
            }
        }
    }

    /** H2's background writer would write it at any time, some tables before and some after a change. */
    @Test
    void shouldLeaveTheFileAloneWhileATransactionIsOpen() throws Exception {
        try (Database database = Database.embedded(folder)) {
            byte[] before = Files.readAllBytes(file());
            database.execute(em -> {
                write(em, "topic");

                assertThat(file()).hasBinaryContent(before);
                assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.contains("background writer") && name.contains(folder.toString()));
            });
            assertThat(Files.readAllBytes(file())).isNotEqualTo(before);
        }
    }

    /** A commit writes all that is there, also half of what another transaction is writing. */
    @Test
    void shouldLetOneTransactionWriteAtATime() throws Exception {
        AtomicBoolean begun = new AtomicBoolean();
        try (Database database = Database.embedded(folder)) {
            Thread second = new Thread(() -> database.execute(em -> begun.set(true)));
            database.execute(em -> {
                write(em, "topic");
                second.start();
                await().atMost(Duration.ofSeconds(30)).until(() -> second.getState() == Thread.State.WAITING);

                assertThat(begun).isFalse();
            });
            second.join();
            assertThat(begun).isTrue();
        }
    }

    /** Without H2's background writer nobody else compacts. */
    @Test
    void shouldUseTheFilesSpaceAgain() throws Exception {
        try (Database database = Database.embedded(folder)) {
            database.execute(em -> {
                // By default H2 keeps for 45 s what was written, whether used or not.
                em.createNativeQuery("set retention_time 0").executeUpdate();
                em.createNativeQuery("create table ballast as select x, rpad('', 2000, cast(x as varchar)) as t"
                                + " from system_range(1, " + ROWS + ")")
                        .executeUpdate();
            });
            for (int i = 0; i < ROWS; i++) {
                // Some rows change all the time, another one each time: a little of what was written stays in use.
                int other = i * 37 % ROWS + 1;
                database.execute(em -> em.createNativeQuery(
                                "update ballast set t = rpad('', 2000, t) where mod(x, 30) = 0 or x = " + other)
                        .executeUpdate());
            }
            assertThat(Files.size(file())).isLessThan(12L << 20);
        }
    }

    /** H2 would move everything when it closes, which may fail or lose rows. */
    @Test
    void shouldCloseWithoutTrouble() {
        for (int time = 0; time < 5; time++) {
            int next = time;
            try (Database database = Database.embedded(folder)) {
                database.execute(em -> write(em, "topic-" + next));
            }
            assertThat(folder.resolve("sightline.trace.db")).doesNotExist();
            Database.requireWhole(folder);
        }
    }

    @Test
    void shouldLeaveTheDelayToTheUrlThatSaysIt() {
        DatabaseSettings settings =
                DatabaseSettings.of("jdbc:h2:file:" + folder.resolve("other") + ";WRITE_DELAY=100", "sightline", "");
        try (Database database = Database.open(settings)) {
            database.execute(em -> write(em, "topic"));
        }
    }

    private Path file() {
        return folder.resolve("sightline.mv.db");
    }

    private static void write(EntityManager em, String topic) {
        em.createNativeQuery("insert into recorder_offset (topic, partition_no, next_offset) values (:topic, 0, 5)")
                .setParameter("topic", topic)
                .executeUpdate();
    }

    private long rowsAfterAKill(int copy) throws IOException, SQLException {
        Path copied = folder.resolve("copy-" + copy);
        Files.copy(file(), folder.resolve(copied.getFileName() + ".mv.db"));
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + copied, "sightline", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from recorder_offset")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
