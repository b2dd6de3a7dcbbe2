package dev.sightline.store.erasure;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Erasure;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What the matcher knows of the person (galleries, tracklets, statements, waiting descriptions) and what consoles hold in memory.
 * The command goes to the erasures topic; the matcher says by an event that it has forgotten, and consoles forget by it too.
 */
final class MatcherPart implements ErasurePart {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String HOW = "command on topic erasures; checked by the matcher's event that it has forgotten,"
            + " which consoles follow";

    private final KafkaClients kafka;
    private final Duration patience;
    /** How far events were read, by erasure: where the next look goes on. */
    private final Map<String, Map<TopicPartition, Long>> read = new ConcurrentHashMap<>();

    /** @param patience how long to wait for the matcher; what takes longer is left to the next try */
    MatcherPart(KafkaClients kafka, Duration patience) {
        this.kafka = kafka;
        this.patience = patience;
    }

    @Override
    public String name() {
        return "matcher and consoles: memory";
    }

    @Override
    public Removed erase(Subject subject) {
        CompactedTopic<Erasure> topic = new CompactedTopic<>(kafka, Topics.ERASURES);
        Map<String, Erasure> there = topic.read();
        Map<String, Erasure> missing = new HashMap<>();
        for (String identity : subject.identities()) {
            Erasure command = command(subject.request(), identity);
            if (!command.getErasureId()
                    .equals(there.getOrDefault(identity, Erasure.getDefaultInstance())
                            .getErasureId())) {
                missing.put(identity, command);
            }
        }
        if (!missing.isEmpty()) {
            read.put(subject.request().erasureId(), ends());
            topic.putAll(missing);
        }
        return confirmed(subject.request())
                ? Removed.now(subject.identities().size(), HOW)
                : Removed.waiting(
                        0,
                        HOW,
                        "the matcher has not said yet that it has forgotten; where it does not run, it will at its next"
                                + " start");
    }

    @Override
    public long remaining(Subject subject) {
        return 0;
    }

    private static Erasure command(ErasureRequest request, String identity) {
        return Erasure.newBuilder()
                .setErasureId(request.erasureId())
                .setSiteId(request.siteId())
                .setIdentityId(identity)
                .setBy(request.by())
                .setReason(request.reason())
                .setTimeUs(request.at().toEpochMilli() * 1_000)
                .build();
    }

    /** Where events end now: the answer to a command that is sent after this comes later. */
    private Map<TopicPartition, Long> ends() {
        try (Consumer<byte[], byte[]> reader = kafka.reader("erasure-events")) {
            return reader.endOffsets(Partitions.of(reader, Set.of(kafka.name(Topics.IDENTITY_EVENTS))));
        }
    }

    private boolean confirmed(ErasureRequest request) {
        try (Consumer<byte[], byte[]> reader = kafka.reader("erasure-events")) {
            List<TopicPartition> partitions = Partitions.of(reader, Set.of(kafka.name(Topics.IDENTITY_EVENTS)));
            reader.assign(partitions);
            Map<TopicPartition, Long> from = read.getOrDefault(request.erasureId(), Map.of());
            Map<TopicPartition, Long> begins = reader.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            begins.forEach(
                    (partition, begin) -> reader.seek(partition, Math.max(begin, from.getOrDefault(partition, 0L))));
            long until = System.nanoTime() + patience.toNanos();
            boolean found = false;
            do {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    found |= isErased(record, request.identityId());
                }
            } while (!found && (behind(reader, ends) || System.nanoTime() < until));
            Map<TopicPartition, Long> to = new HashMap<>();
            partitions.forEach(partition -> to.put(partition, reader.position(partition)));
            if (!found) {
                read.put(request.erasureId(), to);
            }
            return found;
        }
    }

    private static boolean behind(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue());
    }

    private static boolean isErased(ConsumerRecord<byte[], byte[]> record, String identity) {
        try {
            IdentityEvent event =
                    Topics.IDENTITY_EVENTS.value().deserializer().deserialize(record.topic(), record.value());
            return event.getType() == IdentityEvent.Type.TYPE_ERASED
                    && event.getIdentityId().equals(identity);
        } catch (SerializationException e) {
            return false;
        }
    }
}
