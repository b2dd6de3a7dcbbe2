package dev.sightline.store.recorder;

import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.retry.Backoff;
import dev.sightline.store.database.Database;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Running recorders in tests. */
final class Recorders {
    private Recorders() {}

    /** Ends the recorder's thread as a kill would: nothing catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed by the test", null, false, false);
        }
    }

    static RecorderPolicy policy(int batchRecords) {
        return new RecorderPolicy(
                batchRecords,
                Duration.ofMillis(50),
                new Backoff(Duration.ofMillis(5), Duration.ofMillis(50), 2, .2, 100),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1));
    }

    static void await(Duration patience, Callable<Boolean> condition) {
        Awaitility.await()
                .dontCatchUncaughtExceptions()
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    static void awaitCaughtUp(KafkaClients clients, Database database, Duration patience) {
        await(patience, () -> caughtUp(clients, database));
    }

    static boolean caughtUp(KafkaClients clients, Database database) {
        try (Consumer<byte[], byte[]> consumer = clients.reader("end-reader")) {
            List<TopicPartition> partitions = RecordReader.TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(clients.name(topic)).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return stored(database).equals(ends);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<TopicPartition, Long> stored(Database database) {
        return database.read(em -> ((List<Tuple>) em.createNativeQuery(
                                "select topic, partition_no, next_offset from recorder_offset", Tuple.class)
                        .getResultList())
                .stream()
                        .collect(Collectors.toMap(
                                row -> new TopicPartition(
                                        row.get(0, String.class),
                                        row.get(1, Number.class).intValue()),
                                row -> row.get(2, Number.class).longValue())));
    }
}
