package dev.sightline.matcher;

import static dev.sightline.matcher.MatcherRuns.PATIENCE;
import static dev.sightline.matcher.MatcherRuns.awaitEnds;
import static dev.sightline.matcher.MatcherRuns.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Erasure;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.topology.Street;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.kafka.Partitions;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That the matcher's changelogs hold nothing of who was erased once Kafka has compacted them: every record of every
 * changelog is read, keys and tombstones too. The times are made short; those of the product bound the same steps in hours.
 */
class ErasedChangelogIT {
    private static final Map<String, String> SOON = Map.of(
            "segment.ms", "500",
            "min.cleanable.dirty.ratio", "0.001",
            "min.compaction.lag.ms", "0",
            "max.compaction.lag.ms", "500",
            "delete.retention.ms", "0");

    @TempDir
    private Path folder;

    @Test
    void shouldHoldNothingOfTheErasedAfterCompaction() {
        try (EmbeddedBroker broker = EmbeddedBroker.withoutLogin(folder)) {
            KafkaClients clients = new KafkaClients(KafkaSettings.of(broker.bootstrapServers(), "it"));
            Set<String> erased = walkAndErase(clients);
            assertThat(holding(clients, erased)).as("before Kafka compacts").isNotEmpty();

            shorten(clients);

            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofSeconds(3))
                    .untilAsserted(() -> {
                        roll(clients);
                        assertThat(holding(clients, erased)).isEmpty();
                    });
        }
    }

    /** What names the person: the identity and its tracklets. */
    private static Set<String> walkAndErase(KafkaClients clients) {
        new TopicAdmin(clients).create(Topics.ALL, 1, (short) 1);
        Street street = new Street(1, 6, 0.5);
        Set<String> names = new TreeSet<>();
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (String camera : List.of("north", "south")) {
                writer.write(Topics.CAMERAS, camera, Street.camera(camera, camera + ".mp4"));
            }
            try (MatcherService matcher = started(clients)) {
                MatcherRuns.write(clients, street.walk("north", 0));
                MatcherRuns.write(clients, street.walk("south", 6));
                awaitEnds(clients);
                List<Sighting> seen = TopicReader.readAll(clients, Topics.SIGHTINGS).stream()
                        .map(TopicReader.Read::value)
                        .toList();
                String person = seen.get(seen.size() - 1).getIdentityId();
                seen.stream()
                        .filter(sighting -> sighting.getIdentityId().equals(person))
                        .forEach(sighting -> names.add(sighting.getSightingId()));
                writer.write(
                        Topics.ERASURES,
                        person,
                        Erasure.newBuilder()
                                .setErasureId("e1")
                                .setSiteId(Street.SITE)
                                .setIdentityId(person)
                                .build());
                await().atMost(PATIENCE)
                        .until(() -> TopicReader.readAll(clients, Topics.IDENTITY_EVENTS).stream()
                                .map(TopicReader.Read::value)
                                .anyMatch(event -> event.getType() == IdentityEvent.Type.TYPE_ERASED));
            }
        }
        return names;
    }

    private static List<String> changelogs(KafkaClients clients) {
        try (Admin admin = clients.admin()) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.endsWith("-changelog"))
                    .sorted()
                    .toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Where one of the names is left: topic, and the record's place in it. */
    private static List<String> holding(KafkaClients clients, Set<String> names) {
        List<String> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> reader = clients.reader("changelogs")) {
            List<TopicPartition> partitions = Partitions.of(reader, new HashSet<>(changelogs(clients)));
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                    String text = text(record.key()) + text(record.value());
                    if (names.stream().anyMatch(text::contains)) {
                        found.add(record.topic() + " " + record.offset());
                    }
                }
            }
        }
        return found;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void shorten(KafkaClients clients) {
        List<AlterConfigOp> soon = SOON.entrySet().stream()
                .map(set -> new AlterConfigOp(new ConfigEntry(set.getKey(), set.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = clients.admin()) {
            for (String topic : changelogs(clients)) {
                admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), soon))
                        .all()
                        .get();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Other people's traffic, which closes the segments that hold the erased one. */
    private static void roll(KafkaClients clients) {
        try (Producer<byte[], byte[]> producer = clients.producer("others")) {
            for (String topic : changelogs(clients)) {
                producer.send(new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[] {2}));
            }
        }
    }
}
