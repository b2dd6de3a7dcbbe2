package dev.sightline.ingest.status;

import dev.sightline.contracts.v1.CameraStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the camera-status topic. What cannot be written is logged and left out: the state of a camera must never hold
 * up its frames. Thread-safe.
 */
public final class StatusTopic implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StatusTopic.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final InstantSource clock;
    private volatile Instant pausedUntil = Instant.EPOCH;

    /** @param producer should give up on a missing topic soon; closed with this */
    public StatusTopic(Producer<byte[], byte[]> producer, String topic, InstantSource clock) {
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
    }

    /** How a camera is now. */
    public void publish(CameraStatus status) {
        send(status.getCameraId(), status.toByteArray());
    }

    /** A camera is gone. */
    public void removed(String camera) {
        send(camera, null);
    }

    private void send(String camera, byte @Nullable [] value) {
        if (clock.instant().isBefore(pausedUntil)) {
            return;
        }
        byte[] key = camera.getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(new ProducerRecord<>(topic, key, value), (place, failure) -> {
                if (failure != null) {
                    failed(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            failed(e);
        }
    }

    private void failed(Exception failure) {
        log.warn("the state of cameras cannot be written to {}: {}", topic, failure.getMessage());
        if (failure instanceof TimeoutException) {
            log.warn("if topic {} is missing, create it with 'sightline topics create'", topic);
            pausedUntil = clock.instant().plus(PAUSE);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
