package dev.sightline.platform.deadletter;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Puts dead letters back into their origin topics, with key, value and headers as they were and a header that counts the
 * replays. Records and progress go in one transaction: however often this is run or killed, each letter is put back
 * once. Two replays at a time fence each other. A record that fails again becomes a new letter.
 *
 * <p>A letter names its origin topic; only topics of this installation (its prefix) are written to.
 */
public final class DeadLetterReplay {
    private static final String NAME = "dead-letter-replay";
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients clients;

    public DeadLetterReplay(KafkaClients clients) {
        this.clients = clients;
    }

    /** Puts back what is in the topic at this moment, was not put back before and passes the filter. */
    public ReplayReport replay(ReplayFilter filter) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer(NAME, NAME);
                Producer<byte[], byte[]> producer = clients.transactional(NAME, NAME)) {
            // First, so that a former replay that still runs cannot commit after we read its progress.
            producer.initTransactions();
            Collection<TopicPartition> partitions = Partitions.assign(consumer, clients.name(Topics.DEAD_LETTERS));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, ReplayProgress> progress = progress(consumer, partitions);
            Tally tally = new Tally(filter, existingTopics(consumer));
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                step(consumer, producer, ends, progress, tally);
            }
            return tally.report();
        }
    }

    private static Map<TopicPartition, ReplayProgress> progress(
            Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, ReplayProgress> progress = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata last = committed.get(partition);
            long first = beginnings.getOrDefault(partition, 0L);
            ReplayProgress each = last == null ? ReplayProgress.from(first) : ReplayProgress.of(last);
            each.skipTo(first);
            consumer.seek(partition, each.offset());
            progress.put(partition, each);
        }
        return progress;
    }

    private Set<String> existingTopics(Consumer<byte[], byte[]> consumer) {
        Set<String> topics = new HashSet<>(consumer.listTopics().keySet());
        topics.removeIf(topic -> !topic.startsWith(clients.scoped("")));
        return topics;
    }

    private static void step(
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, ReplayProgress> progress,
            Tally tally) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        try {
            Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
            for (TopicPartition partition : records.partitions()) {
                ReplayProgress done = progress.get(partition);
                if (done == null) {
                    continue;
                }
                for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                    boolean wanted =
                            record.offset() < ends.getOrDefault(partition, 0L) && !done.isDone(record.offset());
                    if (wanted && tally.put(record, producer)) {
                        done.markDone(record.offset());
                    }
                }
                commits.put(partition, done.commit());
            }
            producer.sendOffsetsToTransaction(commits, consumer.groupMetadata());
            producer.commitTransaction();
        } catch (RuntimeException e) {
            abort(producer, e);
            throw e;
        }
    }

    private static void abort(Producer<byte[], byte[]> producer, RuntimeException why) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            // A fenced producer cannot abort, and need not: its transaction is aborted already.
            why.addSuppressed(e);
        }
    }

    /** Decides letter by letter and counts. */
    private static final class Tally {
        private final ReplayFilter filter;
        private final Set<String> topics;
        private final Map<String, Integer> replayed = new HashMap<>();
        private int passedOver;
        private int impossible;

        Tally(ReplayFilter filter, Set<String> topics) {
            this.filter = filter;
            this.topics = topics;
        }

        /** Whether the letter was put back. */
        boolean put(ConsumerRecord<byte[], byte[]> record, Producer<byte[], byte[]> producer) {
            Optional<DeadLetter> letter = parse(record.value());
            boolean possible = letter.filter(each -> topics.contains(each.getOriginTopic()))
                    .filter(DeadLetterRecords::isComplete)
                    .isPresent();
            if (!possible) {
                impossible += letter.map(DeadLetterRecords::records).orElse(1);
                return false;
            }
            if (!filter.takes(letter.get())) {
                passedOver++;
                return false;
            }
            int partitions =
                    producer.partitionsFor(letter.get().getOriginTopic()).size();
            producer.send(DeadLetterRecords.original(letter.get(), partitions));
            replayed.merge(letter.get().getOriginTopic(), 1, Integer::sum);
            return true;
        }

        private static Optional<DeadLetter> parse(byte @Nullable [] value) {
            try {
                return value == null ? Optional.empty() : Optional.of(DeadLetter.parseFrom(value));
            } catch (InvalidProtocolBufferException e) {
                return Optional.empty();
            }
        }

        ReplayReport report() {
            return new ReplayReport(replayed, passedOver, impossible);
        }
    }
}
