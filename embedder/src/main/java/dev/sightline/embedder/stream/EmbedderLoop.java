package dev.sightline.embedder.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls frames, feeds the pipeline while it has room, and commits behind what Kafka has. While the pipeline is full the
 * partitions are paused but polling goes on, so that a slow machine keeps its place in the group. One thread runs it;
 * rebalances happen inside its polls.
 */
final class EmbedderLoop implements ConsumerRebalanceListener {
    private static final Logger log = LoggerFactory.getLogger(EmbedderLoop.class);
    private static final Duration BUSY_POLL = Duration.ofMillis(5);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final FrameHandler handler;
    private final long commitNanos;
    private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();
    private final Deque<ConsumerRecord<byte[], byte[]>> pending = new ArrayDeque<>();
    private volatile boolean assigned;

    EmbedderLoop(Consumer<byte[], byte[]> consumer, FrameHandler handler, Duration commitInterval) {
        this.consumer = consumer;
        this.handler = handler;
        this.commitNanos = commitInterval.toNanos();
    }

    /** Whether the group has given this instance its share, be it none. */
    boolean assigned() {
        return assigned;
    }

    /** Works until {@code stop} says so, then takes nothing more and waits for what is in the pipeline. */
    void run(String topic, BooleanSupplier stop, BooleanSupplier failed) {
        consumer.subscribe(List.of(topic), this);
        long lastCommit = System.nanoTime();
        while (!stop.getAsBoolean() && !failed.getAsBoolean()) {
            poll();
            feed();
            if (System.nanoTime() - lastCommit >= commitNanos) {
                commit();
                lastCommit = System.nanoTime();
            }
        }
        pending.clear();
        while (!failed.getAsBoolean() && !drained()) {
            consumer.pause(consumer.assignment());
            consumer.poll(BUSY_POLL);
        }
        if (!failed.getAsBoolean()) {
            commit();
        }
    }

    private boolean drained() {
        return partitions.values().stream().allMatch(PartitionProgress::drained);
    }

    private void poll() {
        boolean full = !pending.isEmpty() || !handler.hasRoom();
        if (full) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        consumer.poll(full ? BUSY_POLL : IDLE_POLL).forEach(pending::addLast);
    }

    private void feed() {
        while (!pending.isEmpty() && handler.hasRoom()) {
            ConsumerRecord<byte[], byte[]> record = pending.removeFirst();
            PartitionProgress progress = partitions.get(new TopicPartition(record.topic(), record.partition()));
            if (progress != null) {
                handler.handle(record, progress);
            }
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        partitions.forEach((partition, progress) ->
                progress.takeCommittable().ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset))));
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets);
        } catch (RebalanceInProgressException e) {
            // The rebalance follows in the next poll and commits what is still ours; nothing is lost by then.
            partitions.forEach((partition, progress) -> {
                OffsetAndMetadata offset = offsets.get(partition);
                if (offset != null) {
                    progress.restore(offset.offset());
                }
            });
        } catch (CommitFailedException e) {
            // Thrown out of the group, such as after the broker was away: the next poll shows that the partitions are
            // lost and joins again, and the new owner makes the same observations again.
            log.warn("the group went on without this embedder; it joins again and repeats what was not committed");
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        added.forEach(partition -> partitions.put(partition, new PartitionProgress()));
        assigned = true;
    }

    /** Results still in the pipeline are thrown away: the new owner makes the same ones again. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        abandon(revoked);
        handler.flush();
        commit();
        revoked.forEach(partitions::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        abandon(lost);
        lost.forEach(partitions::remove);
    }

    private void abandon(Collection<TopicPartition> gone) {
        pending.removeIf(record -> gone.contains(new TopicPartition(record.topic(), record.partition())));
        gone.forEach(partition -> {
            PartitionProgress progress = partitions.get(partition);
            if (progress != null) {
                progress.abandon();
            }
        });
    }
}
