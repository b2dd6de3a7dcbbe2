package dev.sightline.app.erase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.run.Installation;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.audit.AuditCheck;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.audit.AuditQuery;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.ErasureTable;
import dev.sightline.store.erasure.Receipt;
import dev.sightline.store.identity.IdentityNames;
import dev.sightline.store.identity.IdentityRepository;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.testkit.KafkaBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code sightline erase} beside a running system, with the real matcher and the service that finishes erasures. */
class EraseCommandIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    private Map<String, String> flags = Map.of();
    private Installation installation;
    private Database database;

    @BeforeEach
    void open() {
        KAFKA.createTopics(1);
        flags = Map.of(
                "data.folder", folder.resolve("data").toString(),
                "kafka.bootstrap-servers", KAFKA.bootstrapServers(),
                "kafka.topic-prefix", KAFKA.clients().settings().topicPrefix());
        installation =
                Installation.open(SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), flags));
        database = installation.database();
        database.execute(em -> new IdentityWriter(em).ensure(Map.of("shop/p1", "shop", "shop/p2", "shop")));
        new IdentityNames(database).set("shop/p1", Optional.of("Zaphod"), "ada", Instant.now());
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void shouldErasePeopleBesideTheRunningMatcher() {
        try (Service matcher = installation.matcher();
                Service retention = installation.keeping().retention(database)) {
            matcher.start();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(matcher::ready);
            String said = run(ExitStatus.PROBLEMS, "erase", "--identity", "shop/p1", "--reason", "asked to");
            assertThat(said)
                    .contains("database: rows", "database: file", "Erasure ", "hours at the latest")
                    .containsPattern("hours until the last copy is gone")
                    .containsPattern(KAFKA.clients().name(Topics.FRAMES) + " +1 ")
                    .containsPattern(KAFKA.clients().name(Topics.SIGHTINGS) + " +529 ")
                    .doesNotContain("the matcher has not said yet");

            // Before retention runs: it lets go of p2, of whom nothing was ever seen.
            assertThat(new IdentityRepository(database).find("shop/p2")).isPresent();
            retention.start();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> new ErasureTable(database).newest(1).get(0).isDone());
        }
        assertThat(new IdentityRepository(database).find("shop/p1")).isEmpty();
        assertThat(run(0, "erase", "--receipts")).contains("shop/p1", "done");
        AuditLog log = new AuditLog(database, Clock.systemUTC());
        assertThat(log.verify(Optional.empty())).isInstanceOf(AuditCheck.Whole.class);
        assertThat(log.newest(AuditQuery.newest(9))).anySatisfy(entry -> {
            assertThat(entry.event().action()).isEqualTo("identity.erase");
            assertThat(entry.event().reason()).isEqualTo("asked to");
        });
        assertThat(run(ExitStatus.CANNOT_START, "erase", "--identity", "shop/p1"))
                .contains("it was erased, receipt ");
    }

    @Test
    void shouldRefuseWhatIsNotUnderstood() {
        assertThat(run(ExitStatus.CANNOT_START, "erase")).contains("--identity SITE/ID, --photo FILE or --receipts");
        assertThat(run(ExitStatus.CANNOT_START, "erase", "--identity", "shop/p7"))
                .contains("nothing is recorded of identity 'shop/p7'");
        assertThat(run(0, "erase", "--receipts")).contains("Nobody was erased yet.");
        assertThat(new ErasureTable(database).newest(9)).isEqualTo(List.<Receipt>of());
    }

    private String run(int expected, String... arguments) {
        return CommandRun.with(flags, arguments).ended(expected);
    }
}
