package dev.sightline.ingest;

import dev.sightline.platform.retry.Sleeper;
import java.time.Duration;
import java.util.function.IntToLongFunction;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds one recorded camera back while its newest frame in Kafka lies too far ahead of the reader. Counts offsets of the
 * camera's partition, so cameras that share one share its limit. {@link #acknowledged} comes from the
 * producer's thread, {@link #await} from the sending one.
 */
final class AheadLimit {
    private static final Logger log = LoggerFactory.getLogger(AheadLimit.class);

    private final IntToLongFunction readerPosition;
    private final int maxFrames;
    private final Duration poll;
    private volatile Newest newest = new Newest(0, 0);
    private long limit;

    /** The place after the newest acknowledged frame. */
    private record Newest(int partition, long next) {}

    /**
     * @param readerPosition first offset of a partition that the reader is not done with
     * @param maxFrames offsets the camera may be ahead of it
     * @param poll wait between two looks
     */
    AheadLimit(IntToLongFunction readerPosition, int maxFrames, Duration poll) {
        this.readerPosition = readerPosition;
        this.maxFrames = maxFrames;
        this.poll = poll;
    }

    /** No limit. */
    static AheadLimit none() {
        return new AheadLimit(partition -> Long.MAX_VALUE / 2, 1, Duration.ofSeconds(1));
    }

    /** Kafka has the camera's frame at this place. */
    void acknowledged(int partition, long offset) {
        newest = new Newest(partition, offset + 1); // Acknowledgements of one key come in order, from one thread.
    }

    /**
     * Waits until another frame may go.
     *
     * @return false when the wait was cut short because the owner stops
     */
    boolean await(Sleeper sleeper) {
        Newest now = newest;
        while (now.next() > 0 && now.next() >= limit) {
            if (refresh(now)) {
                return true;
            }
            if (!sleeper.sleep(poll)) {
                return false;
            }
            now = newest;
        }
        return true;
    }

    /** Asks where the reader is; whether that leaves room. */
    private boolean refresh(Newest now) {
        try {
            limit = readerPosition.applyAsLong(now.partition()) + maxFrames;
            return now.next() < limit;
        } catch (KafkaException e) {
            log.debug("waiting for the reader of partition {}: {}", now.partition(), e.getMessage());
            return false;
        }
    }
}
