package dev.sightline.store.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Erasure;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.store.database.Database;
import dev.sightline.store.identity.IdentityNames;
import dev.sightline.store.identity.IdentityRepository;
import dev.sightline.store.recorder.RecorderRun;
import dev.sightline.store.retention.RetentionJob;
import dev.sightline.store.retention.RetentionPolicy;
import dev.sightline.store.retention.RetentionService;
import dev.sightline.store.testing.Messages;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.h2.mvstore.MVStoreTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes of every store are searched for a person: database file, crop folder, receipts, and the erasure topic's command to the
 * matcher. With the real recorder and broker; the matcher's answer is played.
 */
class EveryStoreIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private static final String NAME = "Zaphod Erasable";
    private static final String PERSON = Messages.identity(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private KafkaClients clients;

    @BeforeEach
    void tell() {
        KAFKA.createTopics(2);
        clients = KAFKA.clients();
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (int person : List.of(1, 2)) {
                writer.write(Topics.SIGHTINGS, Messages.identity(person), sighting(person, 1));
            }
            writer.write(Topics.ALERTS, "dwell", Messages.alert("a1", "2026-03-01T12:00:00Z"));
        }
        try (Database database = database()) {
            RecorderRun.untilCaughtUp(clients, database, crops());
            new IdentityNames(database).set(PERSON, Optional.of(NAME), "ada", Instant.now());
        }
    }

    @Test
    void shouldLeaveNoByteOfThePersonInFilesAfterACleanErasure() throws IOException {
        for (String word : words()) {
            assertThat(found(word)).as("before: " + word).isNotEmpty();
        }
        try (Database database = database()) {
            Receipt receipt = eraser(database).erase(request());
            assertThat(receipt.state()).isEqualTo(Receipt.PARTIAL);
            assertThat(receipt.parts())
                    .filteredOn(part -> !part.isDone())
                    .singleElement()
                    .satisfies(part -> assertThat(part.store()).startsWith("matcher"));
            assertThat(new CompactedTopic<>(clients, Topics.ERASURES).read())
                    .containsKey(PERSON)
                    .hasSize(1);
            theMatcherForgets();
            assertThat(eraser(database).resume()).singleElement().satisfies(again -> {
                assertThat(again.isDone()).isTrue();
                assertThat(again.hours()).isBetween(500L, 600L);
                assertThat(topicTimes(again))
                        .containsKeys(clients.name(Topics.FRAMES), clients.name(Topics.WATCHLIST))
                        .containsEntry(clients.name(Topics.SIGHTINGS), again.hours())
                        .doesNotContainKey(clients.name(Topics.CAMERAS));
            });
        }
        requireNothingLeft();
    }

    @Test
    void shouldGoOnByItselfAfterAKillInTheMiddle() throws Exception {
        EraserProcess.killBefore("crops", clients, folder, PERSON);
        theMatcherForgets();

        try (Database database = database();
                RetentionService service = service(database)) {
            service.start();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> new ErasureTable(database)
                            .find("e1")
                            .filter(Receipt::isDone)
                            .isPresent());
            assertThat(service.live()).isTrue();
            assertThat(service.degraded()).isEmpty();
        }
        requireNothingLeft();
    }

    @Test
    void shouldNotRecordThePersonAgainFromTopics() {
        try (Database database = database()) {
            eraser(database).erase(request());
            try (TopicWriter writer = new TopicWriter(clients)) {
                writer.write(Topics.SIGHTINGS, PERSON, sighting(1, 2));
                writer.write(Topics.SIGHTINGS, Messages.identity(3), sighting(3, 1));
                writer.write(
                        Topics.IDENTITY_EVENTS,
                        Messages.SITE,
                        Messages.event("v1", IdentityEvent.Type.TYPE_CREATED, PERSON, 1)
                                .build());
            }
            RecorderRun.untilCaughtUp(clients, database, crops());

            IdentityRepository identities = new IdentityRepository(database);
            assertThat(identities.find(PERSON)).isEmpty();
            assertThat(identities.find(Messages.identity(3))).isPresent();
        }
        assertThat(cropFile(1)).doesNotExist();
    }

    @Test
    void shouldRecordAgainFromNothingWithoutThePerson() throws IOException {
        try (Database database = database()) {
            eraser(database).erase(request());
        }
        Path fresh = folder.resolve("restored");
        try (Database database = Database.embedded(fresh)) {
            Eraser eraser = new Eraser(database, parts(database), receipts(), Clock.systemUTC());
            new RestoredBackup(database, receipts(), eraser)
                    .eraseAgain(new CompactedTopic<>(clients, Topics.ERASURES)
                            .read()
                            .values());
            RecorderRun.untilCaughtUp(clients, database, crops());

            assertThat(new IdentityRepository(database).find(PERSON)).isEmpty();
            assertThat(new IdentityRepository(database).find(Messages.identity(2)))
                    .isPresent();
        }
    }

    private void requireNothingLeft() throws IOException {
        for (String word : words()) {
            assertThat(found(word)).as(word).isEmpty();
        }
        assertThat(cropFile(1)).doesNotExist();
        assertThat(cropFile(2)).exists();
        assertThat(found("north/7/t2")).as("the other person").isNotEmpty();
    }

    /** What only the person has: ids are also in the receipts, which say who was erased. */
    private List<String> words() {
        return List.of(NAME, "north/7/t1", hash(1), "close to " + PERSON);
    }

    /** Files of the database folder and the crop folder, by name and contents, in which a word is. */
    private List<Path> found(String word) throws IOException {
        Path plain = folder.resolve("plain.mv.db");
        Files.deleteIfExists(plain);
        // The file as it is, and what is in it unpacked: H2 may have compressed it.
        MVStoreTool.compact(folder.resolve("database/sightline.mv.db").toString(), plain.toString(), false);
        List<Path> holding = new ArrayList<>();
        try (Stream<Path> files = Stream.of(folder.resolve("database"), folder.resolve("crops"), plain)
                .flatMap(EveryStoreIT::walk)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (bytes.contains(word) || file.toString().contains(word)) {
                    holding.add(file);
                }
            }
        }
        return holding;
    }

    private static Stream<Path> walk(Path path) {
        try {
            return Files.walk(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void theMatcherForgets() {
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (Erasure command :
                    new CompactedTopic<>(clients, Topics.ERASURES).read().values()) {
                writer.write(
                        Topics.IDENTITY_EVENTS,
                        Messages.SITE,
                        Messages.event(
                                        "gone-" + command.getErasureId(),
                                        IdentityEvent.Type.TYPE_ERASED,
                                        command.getIdentityId(),
                                        9)
                                .build());
            }
        }
    }

    private static Sighting sighting(int person, int revision) {
        Sighting.Builder sighting = Messages.sighting("north/7/t" + person, Messages.identity(person), 10L * person)
                .setRevision(revision);
        return sighting.setExemplars(
                        0, sighting.getExemplars(0).toBuilder().setCropJpeg(ByteString.copyFrom(Messages.crop(person))))
                .build();
    }

    private static ErasureRequest request() {
        return new ErasureRequest("e1", Messages.SITE, PERSON, "ada", "asked to", true, Instant.now());
    }

    private Database database() {
        return Database.embedded(folder.resolve("database"));
    }

    private FileCropStore crops() {
        return new FileCropStore(folder.resolve("crops"));
    }

    private static Map<String, Long> topicTimes(Receipt receipt) {
        return receipt.parts().stream()
                .flatMap(part -> part.topics().stream())
                .collect(Collectors.toMap(Receipt.TopicTime::topic, Receipt.TopicTime::hours));
    }

    private ReceiptFolder receipts() {
        return new ReceiptFolder(folder.resolve("receipts"));
    }

    private List<ErasurePart> parts(Database database) {
        return EraserParts.all(database, crops(), Clock.systemUTC(), clients, Duration.ZERO);
    }

    private Eraser eraser(Database database) {
        return new Eraser(database, parts(database), receipts(), Clock.systemUTC());
    }

    private RetentionService service(Database database) {
        RetentionJob job =
                new RetentionJob(database, crops(), RetentionPolicy.defaults(), entry -> {}, Clock.systemUTC());
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        return new RetentionService(
                database,
                RetentionService.Duties.of(eraser(database), job, registry),
                new RetentionService.Policy(Duration.ofMillis(100), Duration.ofMinutes(10)),
                registry);
    }

    private String hash(int person) {
        String name = cropFile(person).getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }

    private Path cropFile(int person) {
        String uri = new FileCropStore(folder.resolve("elsewhere"))
                .put(Messages.crop(person), "jpg")
                .getUri();
        String name = uri.substring("crop:".length());
        return folder.resolve("crops")
                .resolve(name.substring(0, 2))
                .resolve(name.substring(2, 4))
                .resolve(name);
    }
}
