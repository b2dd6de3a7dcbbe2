package dev.sightline.app.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the matcher's output topics from their beginning until every named camera has ended, then to the end of what
 * had been written by then. One use, one thread.
 */
public final class BatchReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Topic<String, ?>> TOPICS =
            List.of(Topics.TRACKS, Topics.SIGHTINGS, Topics.IDENTITY_EVENTS, Topics.ALERTS);

    private final KafkaClients kafka;
    private final Map<String, Topic<String, ?>> byName;
    private final Set<String> waitingFor;
    private final FrameListener listener;
    private final BatchResults results = new BatchResults();

    /** Called for every frame that went all the way. */
    @FunctionalInterface
    public interface FrameListener {
        /** @param tracks of one frame, also the ending one */
        void frame(CameraTracks tracks);
    }

    /** Cameras whose end has not been read yet: empty after a batch that went all the way. */
    public Set<String> unfinished() {
        return Set.copyOf(waitingFor);
    }

    /** @param cameras ids of the cameras whose end ends the batch */
    public BatchReader(KafkaClients kafka, Set<String> cameras, FrameListener listener) {
        this.kafka = kafka;
        this.byName = TOPICS.stream().collect(Collectors.toMap(kafka::name, t -> t));
        this.waitingFor = new HashSet<>(cameras);
        this.listener = listener;
    }

    /**
     * Reads until the cameras have ended, or {@code goOn} turns false: then what was read so far is the result.
     *
     * @throws IllegalStateException when the cluster cannot be asked for offsets
     */
    public BatchResults read(BooleanSupplier goOn) {
        try (Consumer<byte[], byte[]> consumer = kafka.reader("batch-results")) {
            List<TopicPartition> all = Partitions.of(consumer, byName.keySet());
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (!waitingFor.isEmpty() && goOn.getAsBoolean()) {
                poll(consumer);
            }
            Map<TopicPartition, Long> ends = ends(all);
            while (!Partitions.reached(consumer, ends)) {
                poll(consumer);
            }
        }
        return results;
    }

    /** Ends including transactions still being committed: the ending frame's own may be among them. */
    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (Admin admin = kafka.admin()) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            partitions.forEach(p -> latest.put(p, OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest).all().get().forEach((p, info) -> ends.put(p, info.offset()));
            return ends;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for the topics' ends", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask the cluster for the topics' ends", e);
        }
    }

    private void poll(Consumer<byte[], byte[]> consumer) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            Topic<String, ?> topic = byName.get(record.topic());
            if (topic == Topics.TRACKS) {
                CameraTracks tracks = parse(Topics.TRACKS, record);
                results.add(tracks);
                listener.frame(tracks);
                if (tracks.getEndOfStream()) {
                    waitingFor.remove(tracks.getCameraId());
                }
            } else if (topic == Topics.SIGHTINGS) {
                results.add(parse(Topics.SIGHTINGS, record));
            } else if (topic == Topics.IDENTITY_EVENTS) {
                results.add(parse(Topics.IDENTITY_EVENTS, record));
            } else {
                addAlert(record.value());
            }
        }
    }

    private void addAlert(byte[] cloudEvent) {
        try {
            JsonNode event = JSON.readTree(cloudEvent);
            JsonNode data = event.path("data");
            String entry = data.path("watchlist").path("entry").asText();
            if (!entry.isEmpty()) {
                results.addMatch(data.path("tracklet").asText(), entry);
            }
            results.addAlert(
                    event.path("time").asText() + event.path("id").asText(),
                    new String(cloudEvent, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("an alert is not JSON", e);
        }
    }

    private static <V> V parse(Topic<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
        return topic.value().deserializer().deserialize(record.topic(), record.value());
    }
}
