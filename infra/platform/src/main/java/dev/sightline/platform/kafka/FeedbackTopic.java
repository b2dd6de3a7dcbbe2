package dev.sightline.platform.kafka;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Feedback;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The feedback topic, for writing. Each call has a producer of its own: made for what people say, not for services. */
public final class FeedbackTopic {
    private final KafkaClients kafka;

    public FeedbackTopic(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /** Writes statements, all acknowledged on return. */
    public void put(List<Feedback> statements) {
        String topic = kafka.name(Topics.FEEDBACK);
        try (Producer<byte[], byte[]> producer = kafka.producer("people-feedback")) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Feedback statement : statements) {
                sent.add(producer.send(new ProducerRecord<>(
                        topic,
                        statement.getSiteId().getBytes(StandardCharsets.UTF_8),
                        Topics.FEEDBACK.value().serializer().serialize(topic, statement))));
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to " + topic, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot write to " + topic + ": " + e.getCause(), e);
        }
    }
}
