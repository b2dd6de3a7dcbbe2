package dev.sightline.platform.kafka;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that goes past a record too large for memory. Kafka's consumer allocates the body of a compressed record
 * from the length that the record declares, without a bound: a few kilobytes can declare two gigabytes. Such a record is
 * passed over with an error in the log; everything before it and everything after its batch is delivered.
 *
 * <p>A proxy, because only {@code poll} differs of the 45 methods of a consumer. One thread, as with Kafka's own.
 */
final class GuardedConsumer implements InvocationHandler {
    private static final Logger log = LoggerFactory.getLogger(GuardedConsumer.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Object> settings;
    private final BooleanSupplier uneven;

    private GuardedConsumer(Consumer<byte[], byte[]> consumer, Map<String, Object> settings, BooleanSupplier uneven) {
        this.consumer = consumer;
        this.settings = settings;
        this.uneven = uneven;
    }

    /** A consumer with these settings. */
    static Consumer<byte[], byte[]> of(Map<String, Object> settings) {
        return of(settings, () -> false);
    }

    /** One that asks its group for another assignment whenever it should. */
    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> of(Map<String, Object> settings, BooleanSupplier uneven) {
        Map<String, Object> given = new HashMap<>(settings);
        given.values().removeIf(Objects::isNull); // Kafka Streams hands over settings without a value.
        GuardedConsumer guard = new GuardedConsumer(new KafkaConsumer<>(settings), Map.copyOf(given), uneven);
        return (Consumer<byte[], byte[]>)
                Proxy.newProxyInstance(GuardedConsumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, guard);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("poll") && arguments != null && arguments[0] instanceof Duration timeout) {
            return poll(timeout);
        }
        try {
            return method.invoke(consumer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (uneven.getAsBoolean()) {
            log.info("partitions are assigned again, for cameras have come or gone");
            consumer.enforceRebalance("cameras have come or gone");
        }
        Map<TopicPartition, Long> before = positions();
        try {
            return consumer.poll(timeout);
        } catch (OutOfMemoryError e) {
            // The one place where this error says something of the input: what failed is the one array of the record's
            // declared length, so the heap is as it was. Where no record is to blame, the error goes on.
            return recover(before, e);
        }
    }

    private Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            try {
                positions.put(partition, consumer.position(partition, Duration.ZERO));
            } catch (TimeoutException e) {
                log.trace("partition {} has no position yet", partition, e);
            }
        }
        return positions;
    }

    /**
     * The poll that failed may have moved partitions whose records nobody got: they go back to where they were. Those that
     * are paused were neither moved nor are to blame, and nobody expects their records.
     */
    private ConsumerRecords<byte[], byte[]> recover(Map<TopicPartition, Long> before, OutOfMemoryError failure) {
        Set<TopicPartition> assigned = new HashSet<>(consumer.assignment());
        assigned.removeAll(consumer.paused());
        Map<TopicPartition, Long> starts = new HashMap<>(starts(assigned));
        starts.putAll(before);
        starts.keySet().retainAll(assigned);
        starts.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
        try (RecordProbe probe = new RecordProbe(settings)) {
            for (Map.Entry<TopicPartition, Long> start : starts.entrySet()) {
                TopicPartition partition = start.getKey();
                long end = ends.getOrDefault(partition, 0L);
                RecordProbe.Found found = probe.search(partition, start.getValue(), end);
                if (found.past() > found.culprit()) {
                    return goPast(partition, found, failure);
                }
            }
        }
        throw failure;
    }

    private ConsumerRecords<byte[], byte[]> goPast(
            TopicPartition partition, RecordProbe.Found found, OutOfMemoryError failure) {
        log.error(
                "record refused: topic={} partition={} offset={} passed_over={} reason=it expands to more than memory"
                        + " holds; it and what follows in its batch are left out; find who writes it",
                partition.topic(),
                partition.partition(),
                found.culprit(),
                found.past() - found.culprit(),
                failure);
        OffsetAndMetadata next = new OffsetAndMetadata(found.past());
        consumer.seek(partition, next);
        List<ConsumerRecord<byte[], byte[]>> sound = found.before();
        return sound.isEmpty()
                ? new ConsumerRecords<>(Map.of(), Map.of())
                : new ConsumerRecords<>(Map.of(partition, sound), Map.of(partition, next));
    }

    /** Where partitions begin whose position was not known before the poll: just assigned. */
    private Map<TopicPartition, Long> starts(Set<TopicPartition> assigned) {
        Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(assigned));
        if (settings.containsKey(ConsumerConfig.GROUP_ID_CONFIG)) {
            Map<TopicPartition, @Nullable OffsetAndMetadata> committed = consumer.committed(assigned);
            committed.forEach((partition, offset) -> {
                if (offset != null) {
                    starts.put(partition, offset.offset());
                }
            });
        }
        return starts;
    }
}
