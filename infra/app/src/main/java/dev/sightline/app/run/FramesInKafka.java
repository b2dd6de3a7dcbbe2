package dev.sightline.app.run;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.PassedRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames in the embedded Kafka that were looked at and may go before their time. Kafka deletes their files within minutes; until
 * then they count as on their way, so that nothing else goes in their place. One thread uses it.
 */
final class FramesInKafka {
    private static final Logger log = LoggerFactory.getLogger(FramesInKafka.class);

    /** They stay on a tight disk: live pages show them, and the embedder may have to begin again. */
    private static final Duration YOUNG = Duration.ofMinutes(5);

    /** Kafka looks for files to delete each minute and deletes them a minute later. */
    private static final Duration ON_THEIR_WAY = Duration.ofMinutes(3);

    private final Release kafka;
    private final InstantSource clock;
    private final List<Let> let = new ArrayList<>();

    /** Lets records go that are older than a time. */
    @FunctionalInterface
    interface Release {
        PassedRecords.Released before(Instant before);
    }

    private record Let(Instant until, long bytes) {}

    FramesInKafka(KafkaClients kafka, InstantSource clock) {
        this(before -> new PassedRecords(kafka).release(Topics.FRAMES, "embedder", before), clock);
    }

    FramesInKafka(Release kafka, InstantSource clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /** Lets all go that may; returns about how many bytes that will free. */
    long release() {
        Instant now = clock.instant();
        PassedRecords.Released released = kafka.before(now.minus(YOUNG));
        long bytes = released.bytes(underway());
        if (released.records() > 0) {
            log.warn(
                    "the disk is getting full: {} frames that were looked at, {} bytes, leave Kafka before their time",
                    released.records(),
                    bytes);
            let.add(new Let(now.plus(ON_THEIR_WAY), bytes));
        }
        return bytes;
    }

    /** Bytes that were let go and are still on the disk. */
    long underway() {
        Instant now = clock.instant();
        let.removeIf(each -> !now.isBefore(each.until()));
        return let.stream().mapToLong(Let::bytes).sum();
    }
}
