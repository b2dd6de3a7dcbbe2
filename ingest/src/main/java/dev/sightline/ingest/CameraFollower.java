package dev.sightline.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.camera.CameraCheck;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.platform.deadletter.DeadLetters;
import dev.sightline.platform.kafka.CompactedFollower;
import dev.sightline.platform.kafka.Partitions;
import dev.sightline.platform.retry.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the cameras topic from its beginning, hands the roster what it holds now, then every change as it comes, and has
 * the roster report how the cameras are. Records that describe no camera are refused: they go to dead letters and their
 * status says why, until another record comes. Runs on one thread.
 */
final class CameraFollower implements CompactedFollower.Listener<CameraFollower.CameraRecord> {
    private static final Logger log = LoggerFactory.getLogger(CameraFollower.class);
    private static final Duration TOPIC_PAUSE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final DeadLetters deadLetters;
    private final CameraRoster roster;
    private final IntSupplier partitions;
    private volatile boolean caughtUp;

    /** @param target where what is read goes */
    CameraFollower(Consumer<byte[], byte[]> consumer, String topic, DeadLetters deadLetters, Target target) {
        this.consumer = consumer;
        this.topic = topic;
        this.deadLetters = deadLetters;
        this.roster = target.roster();
        this.partitions = target.partitions();
    }

    /**
     * Where what is read goes.
     *
     * @param roster takes the cameras
     * @param partitions that the topic of the frames has; 0 while that is not known
     */
    record Target(CameraRoster roster, IntSupplier partitions) {}

    /** Follows until the stop signal. */
    void run(StopSignal stop) {
        if (awaitTopic(stop)) {
            new CompactedFollower<>(consumer, topic, this::read, this).follow(stop::isStopped);
        }
    }

    /** Whether the roster has every camera there was at the start. Any thread. */
    boolean caughtUp() {
        return caughtUp;
    }

    /** Waits until there is such a topic; whether there is, for the stop may come first. */
    private boolean awaitTopic(StopSignal stop) {
        boolean said = false;
        while (!stop.isStopped()) {
            if (exists()) {
                return true;
            }
            if (!said) {
                log.warn("topic {} is not there yet: create the topics with 'sightline topics create'", topic);
                said = true;
            }
            stop.sleep(TOPIC_PAUSE);
        }
        return false;
    }

    private boolean exists() {
        try {
            return !Partitions.of(consumer, List.of(topic)).isEmpty();
        } catch (RetriableException e) {
            log.warn("Kafka does not answer yet: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void present(Map<String, Optional<CameraRecord>> table) {
        apply(table);
        caughtUp = true;
    }

    @Override
    public void changed(Map<String, Optional<CameraRecord>> changes) {
        apply(changes);
        roster.report();
    }

    @Override
    public void unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        throw new IllegalStateException("every record is a camera or is refused: " + reason);
    }

    private void apply(Map<String, Optional<CameraRecord>> records) {
        records.forEach((id, record) -> {
            if (record.isEmpty()) {
                roster.remove(id);
            } else if (record.get() instanceof Valid valid) {
                roster.put(valid.camera());
            } else if (record.get() instanceof Refused refused) {
                roster.refuse(id, refused.site(), refused.faults());
            }
        });
    }

    /** What a record of the topic says. */
    sealed interface CameraRecord {}

    private record Valid(Camera camera) implements CameraRecord {}

    private record Refused(String site, List<String> faults) implements CameraRecord {}

    private CameraRecord read(ConsumerRecord<byte[], byte[]> record) {
        try {
            Camera camera = Camera.parseFrom(record.value());
            List<String> faults = faults(CompactedFollower.key(record), camera);
            if (faults.isEmpty()) {
                return new Valid(camera);
            }
            deadLetters.send(record, "camera-invalid", "camera record: " + String.join("; ", faults));
            return new Refused(camera.getSiteId(), faults);
        } catch (InvalidProtocolBufferException e) {
            String fault = "the record is no Camera message: " + e.getMessage();
            deadLetters.send(record, "camera-unparsable", fault);
            return new Refused("", List.of(fault));
        }
    }

    private List<String> faults(String key, Camera camera) {
        List<String> faults = new ArrayList<>(CameraCheck.faults(camera));
        if (faults.isEmpty() && !key.equals(camera.getCameraId())) {
            faults.add("the record's key must be the camera id '" + camera.getCameraId() + "'");
        }
        if (faults.isEmpty() && camera.hasPlace()) {
            int named = camera.getPlace().getCameraPartition();
            int there = partitions.getAsInt();
            if (there > 0 && named >= there) {
                faults.add("its place is partition " + named + " of the frames, and there are " + there
                        + ": register it again with 'sightline cameras add', or start with the configuration that"
                        + " declares it");
            }
        }
        if (faults.isEmpty()) {
            try {
                SourceSpec.parse(camera.getSource());
            } catch (IllegalArgumentException e) { // A path this machine cannot express.
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        return faults;
    }
}
