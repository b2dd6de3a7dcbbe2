package dev.sightline.embedder.stream;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.platform.deadletter.DeadLetters;
import dev.sightline.platform.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where results go: observations to their topic, bad records to dead letters. Safe for several threads. */
final class ObservationSink implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final DeadLetters deadLetters;
    private final String topic;
    private final Consumer<Throwable> failed;

    /** @param failed called for a record that Kafka finally did not take */
    ObservationSink(KafkaClients clients, DeadLetters deadLetters, Consumer<Throwable> failed) {
        this.producer = clients.producer("embedder");
        this.deadLetters = deadLetters;
        this.topic = clients.name(Topics.OBSERVATIONS);
        this.failed = failed;
    }

    /** Why a frame's observation has nowhere to go; empty when it has. */
    Optional<String> misplaced(Frame frame) {
        int named = frame.getPlace().getCameraPartition();
        if (!frame.hasPlace()
                || named >= 0 && named < producer.partitionsFor(topic).size()) {
            return Optional.empty();
        }
        return Optional.of("camera '" + frame.getCameraId() + "' has partition " + named + " by its roster, and topic "
                + topic + " has " + producer.partitionsFor(topic).size()
                + ": give it as many partitions as the topic of the frames has, or register the camera again with"
                + " 'sightline cameras add'");
    }

    void send(Observation observation, Runnable stored) {
        byte[] key = observation.getCameraId().getBytes(StandardCharsets.UTF_8);
        byte[] value = observation.toByteArray();
        // The record's own time is now, never capture time: Kafka deletes by it, and recorded footage may be years old.
        ProducerRecord<byte[], byte[]> message = observation.hasPlace()
                ? new ProducerRecord<>(topic, observation.getPlace().getCameraPartition(), key, value)
                : new ProducerRecord<>(topic, key, value);
        producer.send(message, (metadata, failure) -> {
            if (failure == null) {
                stored.run();
            } else {
                failed.accept(failure);
            }
        });
    }

    void refuse(ConsumerRecord<byte[], byte[]> record, String kind, String reason, Runnable stored) {
        deadLetters.send(record, kind, reason);
        stored.run();
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(DRAIN);
    }
}
