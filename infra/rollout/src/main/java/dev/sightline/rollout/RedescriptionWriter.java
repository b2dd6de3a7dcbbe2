package dev.sightline.rollout;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.platform.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes descriptions of stored exemplars to their topic, by site. One thread. */
final class RedescriptionWriter implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    RedescriptionWriter(KafkaClients kafka) {
        this.producer = kafka.producer("cli-redescriptions");
        this.topic = kafka.name(Topics.REDESCRIPTIONS);
    }

    void write(String siteId, List<RedescribedExemplar> exemplars) {
        if (exemplars.isEmpty()) {
            return;
        }
        Redescription message = Redescription.newBuilder()
                .setSiteId(siteId)
                .addAllExemplars(exemplars)
                .build();
        byte[] key = siteId.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key, message.toByteArray()), (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /** Returns once Kafka has everything. */
    void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("cannot write to " + topic + ": " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
