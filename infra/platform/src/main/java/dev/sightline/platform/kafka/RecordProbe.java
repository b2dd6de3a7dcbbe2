package dev.sightline.platform.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a partition record by record to find the one that does not fit into memory. One thread. */
final class RecordProbe implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    /** Polls without a record after which there is none: the rest are markers or aborted, or the broker is away. */
    private static final int EMPTY_POLLS = 25;

    private final Consumer<byte[], byte[]> consumer;
    private final int most;

    /** @param settings of the consumer that failed */
    RecordProbe(Map<String, Object> settings) {
        Map<String, Object> map = new HashMap<>(settings);
        map.remove(ConsumerConfig.GROUP_ID_CONFIG);
        map.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        // What Kafka Streams puts into its own consumer's settings belongs to that consumer alone.
        map.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
        map.keySet().removeIf(key -> key.startsWith("__"));
        map.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        map.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.get(ConsumerConfig.CLIENT_ID_CONFIG) + "-probe");
        // The failed poll read no more than this of a partition.
        Object polled =
                settings.getOrDefault(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ConsumerConfig.DEFAULT_MAX_POLL_RECORDS);
        this.most = Integer.parseInt(String.valueOf(polled));
        this.consumer = new KafkaConsumer<>(map);
    }

    /** Looks from {@code start} as far as the failed poll can have come. */
    Found search(TopicPartition partition, long start, long end) {
        List<ConsumerRecord<byte[], byte[]>> before = new ArrayList<>();
        consumer.assign(List.of(partition));
        consumer.seek(partition, start);
        try {
            for (int empty = 0; before.size() <= most && empty < EMPTY_POLLS && consumer.position(partition) < end; ) {
                List<ConsumerRecord<byte[], byte[]>> records =
                        consumer.poll(POLL).records(partition);
                before.addAll(records);
                empty = records.isEmpty() ? empty + 1 : 0;
            }
        } catch (OutOfMemoryError e) {
            long culprit = consumer.position(partition);
            return new Found(before, culprit, firstReadable(partition, culprit, end));
        }
        return new Found(before, start, start);
    }

    /**
     * The first offset after the culprit's batch. A batch is always expanded from its beginning, so none of its later
     * records can be read. Steps grow, then are halved: a batch may hold a hundred thousand records.
     */
    private long firstReadable(TopicPartition partition, long culprit, long end) {
        long bad = culprit;
        long good = Math.min(end, bad + 1);
        for (long step = 1; good < end && !readable(partition, good); step *= 2) {
            bad = good;
            good = Math.min(end, good + step);
        }
        while (good - bad > 1) {
            long middle = bad + (good - bad) / 2;
            if (readable(partition, middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }

    private boolean readable(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        try {
            for (int empty = 0; empty < EMPTY_POLLS && consumer.position(partition) == offset; empty++) {
                consumer.poll(POLL);
            }
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    /**
     * What a search found.
     *
     * @param before the sound records before the culprit
     * @param culprit offset of the record that does not fit
     * @param past first offset that can be read after it; the culprit's own where none was found
     */
    record Found(List<ConsumerRecord<byte[], byte[]>> before, long culprit, long past) {
        Found {
            before = List.copyOf(before);
        }
    }
}
