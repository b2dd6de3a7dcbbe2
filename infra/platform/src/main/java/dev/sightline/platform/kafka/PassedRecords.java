package dev.sightline.platform.kafka;

import dev.sightline.contracts.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Lets records go before their time that their reader has passed: nothing that is still to be read is lost. Kafka deletes the
 * segments that hold no other records a few minutes later. Safe to share between threads.
 */
public final class PassedRecords {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaClients clients;

    public PassedRecords(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Lets records go.
     *
     * @param group id of the consumer group that has to have passed them
     * @param before younger records stay
     * @return how many went
     * @throws KafkaUnavailableException when Kafka does not answer
     */
    public long release(Topic<?, ?> topic, String group, Instant before) {
        String name = clients.name(topic);
        try (Admin admin = clients.admin()) {
            Map<TopicPartition, Long> passed = passed(admin, name, group);
            Map<TopicPartition, Long> first = offsets(admin, passed, OffsetSpec.earliest());
            Map<TopicPartition, Long> young = offsets(admin, passed, OffsetSpec.forTimestamp(before.toEpochMilli()));
            Map<TopicPartition, RecordsToDelete> gone = new HashMap<>();
            long records = 0;
            for (Map.Entry<TopicPartition, Long> each : passed.entrySet()) {
                long from = first.getOrDefault(each.getKey(), 0L);
                long youngest = young.getOrDefault(each.getKey(), -1L);
                long to = youngest < 0 ? each.getValue() : Math.min(each.getValue(), youngest);
                if (to > from) {
                    gone.put(each.getKey(), RecordsToDelete.beforeOffset(to));
                    records += to - from;
                }
            }
            if (!gone.isEmpty()) {
                await(admin.deleteRecords(gone).all());
            }
            return records;
        }
    }

    private Map<TopicPartition, Long> passed(Admin admin, String topic, String group) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.listConsumerGroupOffsets(clients.scoped(group)).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> passed = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null && partition.topic().equals(topic)) {
                passed.put(partition, offset.offset());
            }
        });
        return passed;
    }

    private Map<TopicPartition, Long> offsets(Admin admin, Map<TopicPartition, Long> of, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted =
                of.keySet().stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        Map<TopicPartition, Long> found = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> each :
                await(admin.listOffsets(wanted).all()).entrySet()) {
            found.put(each.getKey(), each.getValue().offset());
        }
        return found;
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnavailableException(
                    "records that their readers have passed cannot be deleted on Kafka at "
                            + clients.settings().bootstrapServers() + ": " + e.getMessage()
                            + "; check that the broker runs",
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while deleting records", e);
        }
    }
}
