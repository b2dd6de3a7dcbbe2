package dev.sightline.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.database.Database;
import dev.sightline.testkit.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code sightline users} and {@code sightline audit}, beside a running system. */
class AccessCommandsIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        KAFKA.createTopics(1);
        database = Database.embedded(folder.resolve("data/database"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldAddUsersAndMakeLinks() {
        assertThat(run(0, "users", "list")).contains("There is no user yet");
        assertThat(run(0, "users", "add", "ada", "--role", "operator", "--site", "hall", "--camera", "north"))
                .contains("Added ada as operator.", "http://127.0.0.1:8080/password?link=");
        assertThat(run(ExitStatus.CANNOT_START, "users", "add", "ada", "--role", "viewer"))
                .contains("there is a user 'ada' already");
        assertThat(run(ExitStatus.CANNOT_START, "users", "add", "a b", "--role", "viewer"))
                .contains("user 'a b' is not allowed");
        assertThat(run(0, "users", "link", "ada", "--set", "console.hosts=https://cameras.example.org"))
                .contains("https://cameras.example.org/password?link=");
        assertThat(run(ExitStatus.CANNOT_START, "users", "link", "bob")).contains("there is no user 'bob'");

        assertThat(new AccountRepository(database).find("ada")).hasValueSatisfying(ada -> {
            assertThat(ada.role()).isEqualTo(Role.OPERATOR);
            assertThat(ada.scope()).isEqualTo(new Scope(Set.of("hall"), Set.of("north")));
            assertThat(ada.createdBy()).isEqualTo("cli:" + System.getProperty("user.name"));
        });
        assertThat(run(0, "users", "list")).contains("ada", "operator", "hall", "north", "no password");
        assertThat(run(0, "users", "disable", "ada")).contains("Disabled ada");
        assertThat(run(0, "users", "list")).contains("disabled");
    }

    @Test
    void shouldExportTheAuditLogAndShowWhatWasAltered() throws Exception {
        run(0, "users", "add", "ada", "--role", "viewer");
        String whole = run(0, "audit", "verify");
        String hash = whole.substring(whole.indexOf("Last hash: ") + 11).strip();
        assertThat(whole).startsWith("1 entries, none altered");

        Path file = folder.resolve("audit.jsonl");
        run(0, "audit", "export", "--out", file.toString());
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .first()
                .asString()
                .contains("\"action\":\"user.add\"", "\"object\":\"ada\"", hash);
        assertThat(run(ExitStatus.CANNOT_START, "audit", "export", "--out", file.toString()))
                .contains("is there already");
        assertThat(run(0, "audit", "verify", "--known", hash)).contains("none altered");
        assertThat(run(ExitStatus.PROBLEMS, "audit", "verify", "--known", "0f")).contains("is nowhere in the chain");

        database.execute(em -> em.createNativeQuery("update audit_entry set actor = 'eve' where entry_no = 1")
                .executeUpdate());
        assertThat(run(ExitStatus.PROBLEMS, "audit", "verify")).contains("entry 1", "it was altered");
    }

    private String run(int expected, String... arguments) {
        return CommandRun.with(
                        Map.of(
                                "data.folder", folder.resolve("data").toString(),
                                "kafka.bootstrap-servers", KAFKA.bootstrapServers(),
                                "kafka.topic-prefix", KAFKA.clients().settings().topicPrefix()),
                        arguments)
                .ended(expected);
    }
}
