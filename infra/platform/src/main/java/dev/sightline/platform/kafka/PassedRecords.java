package dev.sightline.platform.kafka;

import dev.sightline.contracts.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.apache.kafka.common.Node;
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
     * What went.
     *
     * @param records how many
     * @param left how many stay
     * @param size bytes of all files, those of records that went and were not deleted yet included
     */
    public record Released(long records, long left, long size) {
        /**
         * About how many bytes go, as if all records were of one size.
         *
         * @param underway bytes of the files that went earlier and were not deleted yet
         */
        public long bytes(long underway) {
            return records == 0 ? 0 : Math.round((double) Math.max(0, size - underway) * records / (records + left));
        }
    }

    /**
     * Lets records go.
     *
     * @param group id of the consumer group that has to have passed them
     * @param before younger records stay
     * @return what went
     * @throws KafkaUnavailableException when Kafka does not answer
     */
    public Released release(Topic<?, ?> topic, String group, Instant before) {
        String name = clients.name(topic);
        try (Admin admin = clients.admin()) {
            Map<TopicPartition, Long> passed = passed(admin, name, group);
            Map<TopicPartition, Long> first = offsets(admin, passed, OffsetSpec.earliest());
            Map<TopicPartition, Long> young = offsets(admin, passed, OffsetSpec.forTimestamp(before.toEpochMilli()));
            Map<TopicPartition, RecordsToDelete> gone = new HashMap<>();
            Map<TopicPartition, Long> end = offsets(admin, passed, OffsetSpec.latest());
            long records = 0;
            long left = 0;
            for (Map.Entry<TopicPartition, Long> each : passed.entrySet()) {
                long from = first.getOrDefault(each.getKey(), 0L);
                long youngest = young.getOrDefault(each.getKey(), -1L);
                long to = youngest < 0 ? each.getValue() : Math.min(each.getValue(), youngest);
                if (to > from) {
                    gone.put(each.getKey(), RecordsToDelete.beforeOffset(to));
                    records += to - from;
                }
                left += end.getOrDefault(each.getKey(), 0L) - Math.max(to, from);
            }
            if (!gone.isEmpty()) {
                await(admin.deleteRecords(gone).all());
            }
            return new Released(records, left, size(admin, passed.keySet()));
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

    /** Bytes of partitions, each on one broker that has it. */
    private long size(Admin admin, Set<TopicPartition> partitions) {
        List<Integer> brokers =
                await(admin.describeCluster().nodes()).stream().map(Node::id).toList();
        Map<TopicPartition, Long> sizes = new HashMap<>();
        await(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
                .flatMap(folders -> folders.values().stream())
                .forEach(folder -> folder.replicaInfos()
                        .forEach((partition, replica) -> sizes.merge(partition, replica.size(), Math::max)));
        sizes.keySet().retainAll(partitions);
        return sizes.values().stream().mapToLong(Long::longValue).sum();
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
