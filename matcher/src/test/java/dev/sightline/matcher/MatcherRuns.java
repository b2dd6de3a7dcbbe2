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
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicReader.Read;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Runs of the matcher on a real broker: installations of their own on it, what goes in, and everything that comes out. */
final class MatcherRuns {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<Topic<String, ?>> OUTPUTS =
            List.of(Topics.TRACKS, Topics.IDENTITY_EVENTS, Topics.SIGHTINGS, Topics.ALERTS);

    private MatcherRuns() {}

    /** Topics of two partitions under a prefix of their own, with these cameras. */
    static KafkaClients installation(KafkaBroker broker, String name, Camera... cameras) {
        return installation(broker, name, 2, cameras);
    }

    static KafkaClients installation(KafkaBroker broker, String name, int partitions, Camera... cameras) {
        KafkaClients clients = new KafkaClients(KafkaSettings.of(
                broker.bootstrapServers(), broker.clients().settings().topicPrefix() + "-" + name));
        new TopicAdmin(clients).create(Topics.ALL, partitions, (short) 1);
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (Camera camera : cameras) {
                writer.write(Topics.CAMERAS, camera.getCameraId(), camera);
            }
        }
        return clients;
    }

    /** A matcher that is ready; the caller closes it. */
    static MatcherService started(KafkaClients clients) {
        return started(clients, TakeOver.none());
    }

    static MatcherService started(KafkaClients clients, TakeOver takeOver) {
        MatcherPolicy d = MatcherPolicy.defaults();
        StreamsPolicy s = d.streams();
        StreamsPolicy streams =
                new StreamsPolicy(s.threads(), s.commitInterval(), s.stateFolder(), s.threadReplacements(), takeOver);
        MatcherService matcher = new MatcherService(
                clients,
                new MatcherPolicy(d.track(), d.order(), d.link(), d.alert(), streams),
                Street::calibrations,
                new SimpleMeterRegistry());
        matcher.start();
        await().atMost(PATIENCE).until(matcher::ready);
        return matcher;
    }

    static void write(KafkaClients clients, List<Observation> observations) {
        String topic = clients.name(Topics.OBSERVATIONS);
        try (Producer<byte[], byte[]> producer = clients.producer("observations")) {
            observations.forEach(o -> producer.send(
                    new ProducerRecord<>(topic, o.getCameraId().getBytes(StandardCharsets.UTF_8), o.toByteArray())));
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
