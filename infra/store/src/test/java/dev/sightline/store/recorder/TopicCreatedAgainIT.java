package dev.sightline.store.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.store.database.Database;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingView;
import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.Messages;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A database whose topics are no longer what they were when it was recorded. */
class TopicCreatedAgainIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private KafkaClients clients;

    @BeforeEach
    void createTopics() {
        KAFKA.createTopics(1);
        clients = KAFKA.clients();
    }

    /** The new topic has more records than were recorded of the earlier one: going on in it would skip some in silence. */
    @Test
    void shouldRecordATopicThatWasCreatedAgainFromItsBeginning() throws Exception {
        try (Database database = H2Databases.inMemory().open()) {
            write("t1", "t2");
            record(database, new SimpleMeterRegistry());

            createAgain();
            write("t3", "t4", "t5");
            record(database, new SimpleMeterRegistry());

            assertThat(tracklets(database)).containsExactly("t1", "t2", "t3", "t4", "t5");
        }
    }

    @Test
    void shouldCountWhatKafkaDeletedBeforeItWasRecorded() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Database database = H2Databases.inMemory().open()) {
            write("t1");
            record(database, new SimpleMeterRegistry());

            write("t2", "t3", "t4");
            deleteBefore(3);
            record(database, meters);

            assertThat(tracklets(database)).containsExactly("t1", "t4");
            assertThat(meters.get("sightline.recorder.lost").counter().count()).isEqualTo(2);
        }
    }

    private void write(String... tracklets) {
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (String tracklet : tracklets) {
                writer.write(
                        Topics.SIGHTINGS,
                        "shop/p1",
                        Messages.sighting(tracklet, "shop/p1", 10).build());
            }
        }
    }

    private void record(Database database, SimpleMeterRegistry meters) {
        try (RecorderService recorder =
                new RecorderService(clients, database, new FileCropStore(folder), Recorders.policy(10), meters)) {
            recorder.start();
            Recorders.awaitCaughtUp(clients, database, PATIENCE);
        }
    }

    private void createAgain() throws Exception {
        String name = clients.name(Topics.SIGHTINGS);
        try (Admin admin = clients.admin()) {
            admin.deleteTopics(List.of(name)).all().get(30, TimeUnit.SECONDS);
            Recorders.await(
                    PATIENCE,
                    () -> !admin.listTopics().names().get(30, TimeUnit.SECONDS).contains(name));
        }
        new TopicAdmin(clients).create(List.of(Topics.SIGHTINGS), 1, (short) 1);
    }

    private void deleteBefore(long offset) throws Exception {
        TopicPartition partition = new TopicPartition(clients.name(Topics.SIGHTINGS), 0);
        try (Admin admin = clients.admin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> tracklets(Database database) {
        return new SightingRepository(database)
                .ofIdentity("shop/p1").stream()
                        .map(SightingView::sightingId)
                        .sorted()
                        .toList();
    }
}
