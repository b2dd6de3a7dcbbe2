package dev.sightline.store.recorder;

import dev.sightline.platform.kafka.KafkaClients;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Kafka's own ids of topics: they tell a topic that was created again from one that lost records. */
final class TopicIds {
    private static final int SECONDS = 30;

    private TopicIds() {}

    /**
     * By topic name.
     *
     * @throws KafkaException when Kafka does not say: passing trouble
     */
    static Map<String, String> of(KafkaClients clients, Collection<String> topics) {
        try (Admin admin = clients.admin()) {
            return admin.describeTopics(topics).allTopicNames().get(SECONDS, TimeUnit.SECONDS).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            topic -> topic.getValue().topicId().toString()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException("topics cannot be described", e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "topics were not described within " + SECONDS + " s", e);
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while describing topics", e);
        }
    }
}
