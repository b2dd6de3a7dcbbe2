package dev.sightline.matcher;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.topology.StreamsPolicy;
import dev.sightline.matcher.topology.StreamsPolicy.TakeOver;
import dev.sightline.matcher.topology.Street;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.kafka.Partitions;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.platform.roster.CameraRegister;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicReader.Read;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Runs of the matcher on a real broker: installations of their own on it, what goes in, and everything that comes out. */
final class MatcherRuns {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    /** An instance that stops says nothing: the others wait for its session to end before they take over. */
    private static final Map<String, String> SOON_MISSED =
            Map.of("session.timeout.ms", "3000", "heartbeat.interval.ms", "500");

    private static final List<Topic<String, ?>> OUTPUTS =
            List.of(Topics.TRACKS, Topics.IDENTITY_EVENTS, Topics.SIGHTINGS, Topics.ALERTS);

    private MatcherRuns() {}

    /** Topics of two partitions under a prefix of their own, with these cameras. */
    static KafkaClients installation(KafkaBroker broker, String name, Camera... cameras) {
        return installation(broker, name, 2, cameras);
    }

    static KafkaClients installation(KafkaBroker broker, String name, int partitions, Camera... cameras) {
        KafkaSettings plain = KafkaSettings.of(
                broker.bootstrapServers(), broker.clients().settings().topicPrefix() + "-" + name);
        KafkaClients clients = new KafkaClients(withConsumer(plain, SOON_MISSED));
        new TopicAdmin(clients).create(Topics.ALL, partitions, (short) 1);
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (Camera camera : cameras) {
                writer.write(Topics.CAMERAS, camera.getCameraId(), camera);
            }
        }
        return clients;
    }

    static KafkaSettings withConsumer(KafkaSettings s, Map<String, String> consumer) {
        return new KafkaSettings(
                s.bootstrapServers(), s.topicPrefix(), s.common(), s.producer(), consumer, s.admin(), s.streams());
    }

    /** Topics with cameras that have places, as every command registers them. */
    static Map<String, Camera> registered(KafkaClients clients, List<Camera> cameras) {
        Map<String, Camera> byId = new TreeMap<>();
        cameras.forEach(camera -> byId.put(camera.getCameraId(), camera));
        CameraRegister table = new CameraRegister(clients);
        table.change(there -> new CameraRegister.Change<>(byId, Set.of(), byId));
        return table.read();
    }

    /** A matcher that is ready; the caller closes it. */
    static MatcherService started(KafkaClients clients) {
        return started(clients, TakeOver.none());
    }

    static MatcherService started(KafkaClients clients, TakeOver takeOver) {
        return started(clients, takeOver, new SimpleMeterRegistry());
    }

    static MatcherService started(KafkaClients clients, TakeOver takeOver, MeterRegistry meters) {
        MatcherPolicy d = MatcherPolicy.defaults();
        StreamsPolicy s = d.streams();
        StreamsPolicy streams =
                new StreamsPolicy(s.threads(), s.commitInterval(), s.stateFolder(), s.threadReplacements(), takeOver);
        MatcherService matcher = new MatcherService(
                clients,
                new MatcherPolicy(d.track(), d.order(), d.link(), d.alert(), streams),
                Street::calibrations,
                meters);
        matcher.start();
        await().atMost(PATIENCE).until(matcher::ready);
        return matcher;
    }

    static void write(KafkaClients clients, List<Observation> observations) {
        String topic = clients.name(Topics.OBSERVATIONS);
        try (Producer<byte[], byte[]> producer = clients.producer("observations")) {
            observations.forEach(o -> producer.send(record(topic, o)));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Observation o) {
        byte[] key = o.getCameraId().getBytes(StandardCharsets.UTF_8);
        return o.hasPlace()
                ? new ProducerRecord<>(topic, o.getPlace().getCameraPartition(), key, o.toByteArray())
                : new ProducerRecord<>(topic, key, o.toByteArray());
    }

    /** Waits until the matcher has committed all observations. */
    static void awaitRead(KafkaClients clients) {
        try (Admin admin = clients.admin();
                Consumer<byte[], byte[]> reader = clients.reader("ends")) {
            List<TopicPartition> partitions = Partitions.of(reader, List.of(clients.name(Topics.OBSERVATIONS)));
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            ends.values().removeIf(end -> end == 0);
            await().atMost(PATIENCE).until(() -> {
                var committed = admin.listConsumerGroupOffsets(clients.scoped("matcher"))
                        .partitionsToOffsetAndMetadata()
                        .get();
                return ends.entrySet().stream()
                        .allMatch(end -> committed.containsKey(end.getKey())
                                && committed.get(end.getKey()).offset() >= end.getValue());
            });
        }
    }

    /** Waits until the tracks of both cameras have ended. */
    static void awaitEnds(KafkaClients clients) {
        awaitEnds(clients, 2);
    }

    /** Waits until the tracks of so many cameras have ended. */
    static void awaitEnds(KafkaClients clients, int cameras) {
        TopicReader.readUntil(
                clients,
                Topics.TRACKS,
                tracks -> tracks.stream()
                                .map(Read::value)
                                .filter(t -> t != null && t.getEndOfStream())
                                .map(CameraTracks::getCameraId)
                                .distinct()
                                .count()
                        == cameras,
                "the end of " + cameras + " cameras",
                PATIENCE);
    }

    /** Every value of every topic, by key in order. */
    static Map<String, Map<String, List<String>>> outputs(KafkaClients clients) {
        Map<String, Map<String, List<String>>> all = new TreeMap<>();
        for (Topic<String, ?> topic : OUTPUTS) {
            Map<String, List<String>> byKey = all.computeIfAbsent(topic.noun(), t -> new TreeMap<>());
            for (Read<String, ?> record : TopicReader.readAll(clients, topic)) {
                Object value = record.value();
                byte[] bytes = value instanceof MessageLite message ? message.toByteArray() : (byte[]) value;
                byKey.computeIfAbsent(record.key(), k -> new ArrayList<>())
                        .add(Base64.getEncoder().encodeToString(bytes));
            }
        }
        return all;
    }
}
