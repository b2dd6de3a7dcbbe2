package dev.sightline.platform.deadletter;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.platform.kafka.KafkaClients;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
 * Where a service puts a record it cannot process. The record is kept with the reason; a replay puts it back when the
 * cause is fixed. Of one key and kind the first 20 are kept, then one a minute; the others are counted, and a letter
 * says how many, at most once a minute and at the end. Meters, by service, topic and kind: {@code
 * sightline_dead_letters_total}, all of them, and {@code sightline_dead_letters_suppressed_total}, those not kept.
 * Thread-safe; the owner closes it after the last record.
 */
public final class DeadLetters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final String service;
    private final MeterRegistry meters;
    private final LetterQuota quota;

    public DeadLetters(KafkaClients clients, String service, MeterRegistry meters) {
        this(
                clients.wrappingProducer(service + "-dead-letters"),
                clients.name(Topics.DEAD_LETTERS),
                service,
                meters,
                Clock.systemUTC());
    }

    DeadLetters(Producer<byte[], byte[]> producer, String topic, String service, MeterRegistry meters, Clock clock) {
        this.producer = producer;
        this.topic = topic;
        this.service = service;
        this.meters = meters;
        this.quota = new LetterQuota(clock);
    }

    /**
     * Returns once Kafka has the dead letter, or it is counted as one too many, so that the caller may commit the record
     * as done.
     *
     * @param kind short machine-readable kind, such as {@code image-truncated}; few different ones, it labels a meter
     * @param reason for people: what is wrong, what is allowed, what to do
     * @throws KafkaException when Kafka does not take it: the caller must not go on as if it had
     */
    public void send(ConsumerRecord<byte[], byte[]> record, String kind, String reason) {
        if (quota.takes(record, kind)) {
            keep(record, kind, reason);
        } else {
            count(
                    "sightline.dead.letters.suppressed",
                    "Refused records of which only the number is kept",
                    record,
                    kind);
        }
        count("sightline.dead.letters", "Records that could not be processed", record, kind);
        summarize(quota.due());
    }

    private void keep(ConsumerRecord<byte[], byte[]> record, String kind, String reason) {
        DeadLetter letter = DeadLetterRecords.letter(record, service, kind, reason);
        try {
            put(letter);
        } catch (RecordTooLargeException e) {
            put(DeadLetterRecords.withoutValue(letter));
        }
        log.warn(
                "dead letter: topic={} partition={} offset={} kind={} reason={}",
                record.topic(),
                record.partition(),
                record.offset(),
                kind,
                letter.getReason());
    }

    private void count(String meter, String what, ConsumerRecord<byte[], byte[]> record, String kind) {
        Counter.builder(meter)
                .description(what)
                .tag("service", service)
                .tag("topic", record.topic())
                .tag("kind", kind)
                .register(meters)
                .increment();
    }

    /** Nobody waits for these: no record depends on them. */
    private void summarize(List<LetterQuota.LeftOut> leftOut) {
        for (LetterQuota.LeftOut each : leftOut) {
            log.warn(
                    "dead letters left out: topic={} key={} kind={} count={}",
                    each.topic(),
                    each.key().toStringUtf8().replaceAll("\\p{Cntrl}", "?"),
                    each.kind(),
                    each.count());
            producer.send(record(DeadLetterRecords.summary(each, service)), (metadata, failure) -> {
                if (failure != null) {
                    log.error("the letter that says so could not be written to {}", topic, failure);
                }
            });
        }
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        return new ProducerRecord<>(topic, DeadLetterRecords.key(letter), letter.toByteArray());
    }

    private void put(DeadLetter letter) {
        try {
            producer.send(record(letter)).get();
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
        try {
            summarize(quota.rest());
        } finally {
            producer.close(DRAIN);
        }
    }
}
