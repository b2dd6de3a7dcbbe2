package dev.sightline.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.camera.CameraCheck;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.platform.deadletter.DeadLetters;
import dev.sightline.platform.retry.StopSignal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the cameras topic from its beginning, hands the roster what it holds now, then every change as it comes, and has
 * the roster report how the cameras are. Records that describe no camera are refused: they go to dead letters and their
 * status says why, until another record comes. Runs on one thread.
 */
final class CameraFollower {
    private static final Logger log = LoggerFactory.getLogger(CameraFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final DeadLetters deadLetters;
    private final CameraRoster roster;
    private volatile boolean caughtUp;

    CameraFollower(Consumer<byte[], byte[]> consumer, String topic, DeadLetters deadLetters, CameraRoster roster) {
        this.consumer = consumer;
        this.topic = topic;
        this.deadLetters = deadLetters;
        this.roster = roster;
    }

    /** Follows until the stop signal. */
    void run(StopSignal stop) {
        List<TopicPartition> partitions = partitions(stop);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<String, Latest> latest = new LinkedHashMap<>();
        while (!stop.isStopped()) {
            consumer.poll(POLL).forEach(record -> read(record, latest));
            if (caughtUp
                    || ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                apply(latest);
            }
            roster.report();
        }
    }

    /** Whether the roster has heard of every camera there was at the start. Any thread. */
    boolean caughtUp() {
        return caughtUp;
    }

    private List<TopicPartition> partitions(StopSignal stop) {
        boolean said = false;
        while (!stop.isStopped()) {
            List<TopicPartition> found = find();
            if (!found.isEmpty()) {
                return found;
            }
            if (!said) {
                log.warn("topic {} is not there yet: create the topics with 'sightline topics create'", topic);
                said = true;
            }
            stop.sleep(Duration.ofSeconds(1));
        }
        return List.of();
    }

    private List<TopicPartition> find() {
        try {
            return consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
        } catch (RetriableException e) {
            log.warn("Kafka does not answer yet: {}", e.getMessage());
            return List.of();
        }
    }

    private void apply(Map<String, Latest> latest) {
        latest.forEach((id, record) -> {
            if (record instanceof Valid valid) {
                roster.put(valid.camera());
            } else if (record instanceof Wrong wrong) {
                roster.refuse(id, wrong.site(), wrong.faults());
            } else {
                roster.remove(id);
            }
        });
        latest.clear();
        caughtUp = true;
    }

    /** The newest record of a camera. */
    private sealed interface Latest {}

    private record Valid(Camera camera) implements Latest {}

    private record Wrong(String site, List<String> faults) implements Latest {}

    private record Removed() implements Latest {}

    private void read(ConsumerRecord<byte[], byte[]> record, Map<String, Latest> latest) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        latest.remove(key); // The newest record's place counts.
        if (record.value() == null) {
            latest.put(key, new Removed());
            return;
        }
        try {
            Camera camera = Camera.parseFrom(record.value());
            List<String> faults = faults(key, camera);
            if (faults.isEmpty()) {
                latest.put(key, new Valid(camera));
            } else {
                latest.put(key, new Wrong(camera.getSiteId(), faults));
                deadLetters.send(record, "camera-invalid", "camera record: " + String.join("; ", faults));
            }
        } catch (InvalidProtocolBufferException e) {
            String fault = "the record is no Camera message: " + e.getMessage();
            latest.put(key, new Wrong("", List.of(fault)));
            deadLetters.send(record, "camera-unparsable", fault);
        }
    }

    private static List<String> faults(String key, Camera camera) {
        List<String> faults = new ArrayList<>(CameraCheck.faults(camera));
        if (faults.isEmpty() && !key.equals(camera.getCameraId())) {
            faults.add("the record's key must be the camera id '" + camera.getCameraId() + "'");
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
