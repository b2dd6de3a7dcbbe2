package dev.sightline.platform.deadletter;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.platform.kafka.KafkaClients;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a service puts a record it cannot process. The record is kept whole with the reason; a replay
 * puts it back when the cause is mended. Counted as {@code sightline_dead_letters_total} by service, topic and kind.
 * Thread-safe; the owner closes it after the last record.
 */
public final class DeadLetters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final String service;
    private final MeterRegistry meters;

    public DeadLetters(KafkaClients clients, String service, MeterRegistry meters) {
        this(clients.wrappingProducer(service + "-dead-letters"), clients.name(Topics.DEAD_LETTERS), service, meters);
    }

    DeadLetters(Producer<byte[], byte[]> producer, String topic, String service, MeterRegistry meters) {
        this.producer = producer;
        this.topic = topic;
        this.service = service;
        this.meters = meters;
    }

    /**
     * Returns once Kafka has the dead letter, so that the caller may commit the record as done.
     *
     * @param kind short machine-readable kind, such as {@code image-truncated}; few different ones, it labels a meter
     * @param reason for people: what is wrong, what is allowed, what to do
     * @throws KafkaException when Kafka does not take it: the caller must not go on as if it had
     */
    public void send(ConsumerRecord<byte[], byte[]> record, String kind, String reason) {
        DeadLetter letter = DeadLetterRecords.letter(record, service, kind, reason);
        try {
            put(letter);
        } catch (RecordTooLargeException e) {
            put(DeadLetterRecords.withoutValue(letter));
        }
        Counter.builder("sightline.dead.letters")
                .description("Records that could not be processed")
                .tag("service", service)
                .tag("topic", record.topic())
                .tag("kind", kind)
                .register(meters)
                .increment();
        log.warn(
                "dead letter: topic={} partition={} offset={} kind={} reason={}",
                record.topic(),
                record.partition(),
                record.offset(),
                kind,
                reason);
    }

    private void put(DeadLetter letter) {
        byte[] key = DeadLetterRecords.key(letter);
        try {
            producer.send(new ProducerRecord<>(topic, key, letter.toByteArray()))
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException("cannot write a dead letter to " + topic, e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while writing a dead letter to " + topic, e);
        }
    }

    @Override
    public void close() {
        producer.close(DRAIN);
    }
}
