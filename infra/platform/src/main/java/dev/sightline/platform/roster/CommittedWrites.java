package dev.sightline.platform.roster;

import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.retry.Backoff;
import dev.sightline.platform.retry.Sleeper;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a transaction wrote, until readers see it: Kafka answers a commit before it has marked its end in each partition, so
 * that a look right after it might miss what it wrote.
 */
final class CommittedWrites {
    private static final Logger log = LoggerFactory.getLogger(CommittedWrites.class);
    private static final Backoff LOOK = new Backoff(Duration.ofMillis(5), Duration.ofMillis(250), 2, 0.1, 40);

    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** @param sent of a record whose transaction has been committed */
    void add(Future<RecordMetadata> sent) {
        try {
            RecordMetadata place = sent.get();
            ends.merge(new TopicPartition(place.topic(), place.partition()), place.offset() + 1, Math::max);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a record of a committed transaction was not written", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while writing", e);
        }
    }

    /** Waits until they are seen; what takes longer than some seconds is logged, for it is written all the same. */
    void awaitSeen(KafkaClients kafka) {
        if (ends.isEmpty()) {
            return;
        }
        try (Consumer<byte[], byte[]> reader = kafka.reader("cli-committed")) {
            for (int look = 1; !seen(reader); look++) {
                if (!LOOK.allows(look)
                        || !Sleeper.uninterrupted().sleep(LOOK.delay(look, new SplittableRandom(look)))) {
                    log.warn("cameras are written, but readers do not see it yet");
                    return;
                }
            }
        }
    }

    private boolean seen(Consumer<byte[], byte[]> reader) {
        Map<TopicPartition, Long> now = reader.endOffsets(ends.keySet());
        return ends.entrySet().stream().allMatch(end -> now.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
