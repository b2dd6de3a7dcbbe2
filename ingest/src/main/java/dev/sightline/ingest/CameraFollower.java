package dev.sightline.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.platform.deadletter.DeadLetters;
import dev.sightline.platform.retry.StopSignal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the cameras topic from its beginning, hands the roster what it holds now, then every change as it comes. Records
 * that describe no camera go to dead letters, and the camera stays as it was. Runs on one thread.
 */
final class CameraFollower {
    private static final Logger log = LoggerFactory.getLogger(CameraFollower.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final DeadLetters deadLetters;
    private final CameraRoster roster;
    private final StopSignal stop;
    private volatile boolean caughtUp;

    CameraFollower(
            Consumer<byte[], byte[]> consumer,
            String topic,
            DeadLetters deadLetters,
            CameraRoster roster,
            StopSignal stop) {
        this.consumer = consumer;
        this.topic = topic;
        this.deadLetters = deadLetters;
        this.roster = roster;
        this.stop = stop;
    }

    /** Follows until the stop signal. */
    void run() {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<String, Optional<Camera>> latest = new LinkedHashMap<>();
        while (!stop.isStopped()) {
            consumer.poll(POLL).forEach(record -> read(record, latest));
            if (caughtUp
                    || ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                apply(latest);
            }
        }
    }

    /** Whether the roster has heard of every camera there was at the start. Any thread. */
    boolean caughtUp() {
        return caughtUp;
    }

    private List<TopicPartition> partitions() {
        boolean told = false;
        while (!stop.isStopped()) {
            List<TopicPartition> found = find();
            if (!found.isEmpty()) {
                return found;
            }
            if (!told) {
                log.warn("topic {} is not there yet: create the topics with 'sightline topics create'", topic);
                told = true;
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

    private void apply(Map<String, Optional<Camera>> latest) {
        latest.forEach((id, camera) -> camera.ifPresentOrElse(roster::put, () -> roster.remove(id)));
        latest.clear();
        caughtUp = true;
    }

    private void read(ConsumerRecord<byte[], byte[]> record, Map<String, Optional<Camera>> latest) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            latest.put(key, Optional.empty());
            return;
        }
        try {
            Camera camera = Camera.parseFrom(record.value());
            check(key, camera);
            latest.put(key, Optional.of(camera));
            SourceSpec.parse(camera.getSource()); // The camera is taken all the same: recorded footage must end.
        } catch (InvalidProtocolBufferException e) {
            deadLetters.send(record, "camera-unparsable", "the record is no Camera message: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            deadLetters.send(record, "camera-invalid", String.valueOf(e.getMessage()));
        }
    }

    private static void check(String key, Camera camera) {
        Ids.requireName("camera", camera.getCameraId());
        Ids.requireName("site", camera.getSiteId());
        if (!key.equals(camera.getCameraId())) {
            throw new IllegalArgumentException(
                    "record key '" + key + "' must be the camera id '" + camera.getCameraId() + "'");
        }
        double fps = camera.getSampleFps();
        if (!(fps >= 0 && fps <= 1000)) {
            throw new IllegalArgumentException("camera '" + key + "' has sample_fps = " + fps
                    + ": give 0 (every frame) to 1000 frames per second");
        }
        if (camera.getLastSequence() < 0) {
            throw new IllegalArgumentException("camera '" + key + "' has last_sequence = " + camera.getLastSequence()
                    + ": give 0 (to the end) or the number of the last frame");
        }
        if (camera.getStartTimeUs() < 0) {
            throw new IllegalArgumentException("camera '" + key + "' has start_time_us = " + camera.getStartTimeUs()
                    + ": give 0 or microseconds since 1970");
        }
    }
}
