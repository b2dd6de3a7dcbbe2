package dev.sightline.store.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.store.alert.AlertRepository;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.dump.DatabaseDump;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.store.label.LabeledPair;
import dev.sightline.store.recorder.Checkpoint.Step;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.testing.Messages;
import dev.sightline.store.testing.TestDatabase;
import dev.sightline.testkit.Dumps;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the recorder promises on every database, with a real broker. The story is told and recorded undisturbed once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RecorderContract {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    static final Duration PATIENCE = Duration.ofSeconds(60);

    Path folder;

    KafkaClients clients;
    String expected;

    abstract TestDatabase databases();

    @BeforeAll
    void tellTheStory(@TempDir Path shared) {
        folder = shared;
        clients = topics();
        try (TopicWriter writer = new TopicWriter(clients)) {
            new Story(writer::write).tell();
        }
        expected = undisturbed(Recorders.policy(500));
    }

    @Test
    void shouldRecordAStoryAlikeWhateverTheBatches() {
        Dumps.assertSame(undisturbed(Recorders.policy(3)), expected);
        assertThat(expected)
                .contains("== sighting 10", "MERGED", "== watchlist_entry 1", "== camera 2", "== labeled_pair 2");
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void shouldEndAlikeAfterDyingAtAnyStep(Step step) {

        try (Database database = databases().open()) {
            for (int batch = 1; batch <= 3; batch++) {
                dieAt(database, step, batch);
            }
            finish(clients, database, Recorders.policy(20));

            Dumps.assertSame(DatabaseDump.of(database), expected);
            assertEveryCropIsThere(database);
        }
    }

    @Test
    void shouldEndAlikeAfterItsProcessWasKilledInTheMiddleOfABatch() throws Exception {
        DatabaseSettings settings = databases().fresh();

        for (Step step : List.of(Step.ROWS_WRITTEN, Step.CROPS_STORED, Step.COMMITTED)) {
            RecorderProcess.killAt(step, 2, clients, settings, folder.resolve("crops"));
        }

        try (Database database = Database.open(settings)) {
            assertThat(DatabaseDump.of(database)).isNotEqualTo(expected);
            finish(clients, database, Recorders.policy(20));
            Dumps.assertSame(DatabaseDump.of(database), expected);
            assertEveryCropIsThere(database);
        }
    }

    @Test
    void shouldWriteNothingTwiceWhenTwoRecordersRun() {

        try (Database database = databases().open();
                RecorderService first = recorder(database, 5, Checkpoint.NONE, new SimpleMeterRegistry());
                RecorderService second = recorder(database, 5, Checkpoint.NONE, new SimpleMeterRegistry())) {
            first.start();
            second.start();
            Recorders.awaitCaughtUp(clients, database, PATIENCE);

            Dumps.assertSame(DatabaseDump.of(database), expected);
            assertThat(first.live()).isTrue();
            assertThat(second.live()).isTrue();
        }
    }

    @Test
    void shouldReadOnFromWhereAnotherRecorderIsWhenItFallsBehind() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        try (Database database = databases().open()) {
            // The other recorder writes everything after this one has polled its first records.
            AtomicInteger polls = new AtomicInteger();
            Checkpoint overtaken = step -> {
                if (step == Step.POLLED && polls.incrementAndGet() == 3) {
                    finish(clients, database, Recorders.policy(500));
                }
            };
            try (RecorderService slow = recorder(database, 1, overtaken, meters)) {
                slow.start();
                Recorders.await(PATIENCE, () -> polls.get() > 5);
                assertThat(slow.ready()).isTrue();
            }

            Dumps.assertSame(DatabaseDump.of(database), expected);
        }
    }

    @Test
    void shouldPutBadRecordsAsideAndGoOn() {
        KafkaClients others = topics();
        try (TopicWriter writer = new TopicWriter(others)) {
            writer.writeBytes(Topics.SIGHTINGS, bytes("shop/p1"), new byte[] {-1, -1, -1});
            writer.write(
                    Topics.SIGHTINGS,
                    "shop/p1",
                    Messages.sighting("t1", "shop/p1", 10).build());
            writer.write(
                    Topics.SIGHTINGS,
                    "other",
                    Messages.sighting("t2", "shop/p1", 10).build());
            writer.write(
                    Topics.SIGHTINGS,
                    "shop/p1",
                    Messages.sighting("x".repeat(500), "shop/p1", 10).build());
            writer.write(
                    Topics.SIGHTINGS,
                    "shop/p1",
                    Messages.sighting("t\0", "shop/p1", 10).build());
            writer.write(
                    Topics.SIGHTINGS,
                    "shop/p1",
                    Messages.sighting("t3", "shop/p1", 20)
                            .setEndTimeUs(Messages.at(1))
                            .build());
            writer.write(
                    Topics.SIGHTINGS,
                    "shop/p1",
                    Messages.sighting("t4", "shop/p1", 30).build());
            writer.writeBytes(Topics.ALERTS, bytes("rule"), bytes("{\"id\":1"));
            writer.writeBytes(Topics.ALERTS, bytes("rule"), null);
            writer.write(Topics.ALERTS, "rule", Messages.alert("a1", "2026-01-02T03:04:05.678901Z"));
            writer.write(
                    Topics.FEEDBACK,
                    Messages.SITE,
                    Messages.label("same-twice", "t1", "t1", true, 1).build());
            writer.write(
                    Topics.FEEDBACK,
                    Messages.SITE,
                    Messages.label("good", "t1", "t4", true, 1).build());
        }
        try (Database database = databases().open()) {
            finish(others, database, Recorders.policy(100));

            assertThat(new SightingRepository(database).ofIdentity("shop/p1"))
                    .extracting(sighting -> sighting.sightingId())
                    .containsExactly("t1", "t4");
            assertThat(new AlertRepository(database).find("a1")).isPresent();
            assertThat(new LabelRepository(database).standing(Messages.SITE))
                    .extracting(LabeledPair::feedbackId)
                    .containsExactly("good");
        }
        assertThat(TopicReader.read(others, Topics.DEAD_LETTERS, 8, PATIENCE))
                .extracting(read -> read.value())
                .extracting(DeadLetter::getKind)
                .containsExactlyInAnyOrder(
                        "message-malformed",
                        "sightings-invalid",
                        "database-refused",
                        "sightings-invalid",
                        "database-refused",
                        "alerts-invalid",
                        "feedback-invalid",
                        "value-missing");
    }

    @Test
    void shouldWaitOutPassingTrouble() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        AtomicInteger troubles = new AtomicInteger();
        Checkpoint trouble = step -> {
            if (step == Step.ROWS_WRITTEN && troubles.incrementAndGet() % 3 != 0) {
                throw new IllegalStateException(new SQLTransientConnectionException("gone for a moment"));
            }
        };

        try (Database database = databases().open();
                RecorderService recorder = recorder(database, 50, trouble, meters)) {
            recorder.start();
            Recorders.awaitCaughtUp(clients, database, PATIENCE);

            Dumps.assertSame(DatabaseDump.of(database), expected);
            assertThat(meters.get("sightline.recorder.retries").counter().count())
                    .isPositive();
        }
    }

    @Test
    void shouldStopLoudlyOnABug() {
        Checkpoint bug = step -> {
            if (step == Step.ROWS_WRITTEN) {
                throw new IllegalStateException("a bug");
            }
        };
        try (Database database = databases().open();
                RecorderService recorder = recorder(database, 50, bug, new SimpleMeterRegistry())) {
            recorder.start();
            Recorders.await(PATIENCE, () -> !recorder.live());
            assertThat(recorder.ready()).isFalse();
        }
    }

    private KafkaClients topics() {
        KAFKA.createTopics(3);
        return KAFKA.clients();
    }

    private String undisturbed(RecorderPolicy policy) {
        try (Database database = databases().open()) {
            finish(clients, database, policy);
            return DatabaseDump.of(database);
        }
    }

    private void finish(KafkaClients clients, Database database, RecorderPolicy policy) {
        try (RecorderService recorder =
                new RecorderService(clients, database, crops(), policy, new SimpleMeterRegistry())) {
            recorder.start();
            Recorders.awaitCaughtUp(clients, database, PATIENCE);
        }
    }

    private void dieAt(Database database, Step step, int time) {
        AtomicInteger times = new AtomicInteger();
        Checkpoint death = reached -> {
            if (reached == step && times.incrementAndGet() == time) {
                throw new Recorders.Killed();
            }
        };
        RecorderService recorder = recorder(database, 20, death, new SimpleMeterRegistry());
        recorder.start();
        Recorders.await(PATIENCE, () -> !recorder.live() || Recorders.caughtUp(clients, database));
        recorder.close();
    }

    RecorderService recorder(Database database, int batch, Checkpoint checkpoint, MeterRegistry meters) {
        return new RecorderService(
                clients, database, crops(), Recorders.policy(batch), meters, Clock.systemUTC(), checkpoint);
    }

    private FileCropStore crops() {
        return new FileCropStore(folder.resolve("crops"));
    }

    private void assertEveryCropIsThere(Database database) {
        List<String> shown = new java.util.ArrayList<>();
        for (int identity = 1; identity <= Story.IDENTITIES; identity++) {
            new SightingRepository(database)
                    .ofIdentity(Messages.identity(identity))
                    .forEach(sighting -> sighting.exemplars()
                            .forEach(exemplar -> exemplar.crop().ifPresent(crop -> {
                                assertThat(crops().get(crop.toMessage())).hasSize(200);
                                shown.add(crop.uri());
                            })));
        }
        assertThat(shown).isNotEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
