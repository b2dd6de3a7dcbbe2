package dev.sightline.rollout;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the newest observations of every camera: how far it is, and by which models it is described. One thread. */
final class ObservationWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ObservationWatch.class);
    private static final Duration SOON = Duration.ofMillis(50);
    /** A camera that has said nothing for so long is not live. */
    private static final long LIVE = Duration.ofSeconds(10).toNanos();
    /** Descriptors older than this say nothing about which models are loaded now. */
    private static final long RECENT = Duration.ofSeconds(2).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final Modality modality;
    private final LongSupplier nanoTime;
    private final Map<String, CameraSeen> cameras = new TreeMap<>();
    private final Map<TopicPartition, Long> begin;
    private long newestCaptureUs;

    /** @param modality whose descriptors count */
    ObservationWatch(KafkaClients kafka, Modality modality, LongSupplier nanoTime) {
        this.consumer = kafka.reader("cli-observations");
        this.modality = modality;
        this.nanoTime = nanoTime;
        this.begin = consumer.endOffsets(Partitions.assign(consumer, kafka.name(Topics.OBSERVATIONS)));
        // The last record of each partition shows how far recorded time is, even where nothing is live.
        begin.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - 1)));
    }

    /** Takes in what has come; waits up to {@code most} when nothing has. */
    void poll(Duration most) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(most)) {
            try {
                Observation observation =
                        Topics.OBSERVATIONS.value().deserializer().deserialize(record.topic(), record.value());
                long since = begin.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
                take(observation, record.offset() >= since);
            } catch (SerializationException e) {
                log.debug("an observation does not parse; the matcher puts it aside", e);
            }
        }
    }

    /** Takes in everything there is now: after other work, what was seen last may be long past. */
    void catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(SOON);
        }
    }

    private void take(Observation observation, boolean fresh) {
        newestCaptureUs = Math.max(newestCaptureUs, observation.getCaptureTimeUs());
        if (!fresh) {
            return;
        }
        if (observation.getEndOfStream()) {
            cameras.remove(observation.getCameraId());
            return;
        }
        long now = nanoTime.getAsLong();
        CameraSeen before = cameras.get(observation.getCameraId());
        CameraSeen after = new CameraSeen(
                observation.getCameraId(),
                observation.getCaptureTimeUs(),
                now,
                before == null ? null : before.vector(),
                before == null ? null : before.next(),
                before == null ? now : before.describedNanos());
        cameras.put(observation.getCameraId(), described(observation, after, now));
    }

    private CameraSeen described(Observation observation, CameraSeen seen, long now) {
        for (Detection detection : observation.getDetectionsList()) {
            if (detection.getModality() == modality && (detection.hasVector() || detection.hasNextVector())) {
                return new CameraSeen(
                        seen.cameraId(),
                        seen.captureUs(),
                        now,
                        detection.hasVector() ? detection.getVector().getModelId() : null,
                        detection.hasNextVector() ? detection.getNextVector().getModelId() : null,
                        now);
            }
        }
        return seen;
    }

    /** Forgets by what cameras were described until now. */
    void forgetDescriptors() {
        cameras.replaceAll((id, seen) -> seen.undescribed());
    }

    /** The greatest capture time there is; empty while no observation is known. */
    OptionalLong newestCaptureUs() {
        return newestCaptureUs == 0 ? OptionalLong.empty() : OptionalLong.of(newestCaptureUs);
    }

    /** Cameras that are sending. */
    Collection<CameraSeen> live() {
        long now = nanoTime.getAsLong();
        return cameras.values().stream()
                .filter(seen -> now - seen.heardNanos() < LIVE)
                .toList();
    }

    /** Live cameras whose embedder describes people right now, and not by this model. */
    List<CameraSeen> without(String modelId) {
        long now = nanoTime.getAsLong();
        return live().stream()
                .filter(seen -> seen.vector() != null && now - seen.describedNanos() < RECENT && !seen.showed(modelId))
                .toList();
    }

    /** Whether cameras are live and each was described by this model. */
    boolean allShowed(String modelId) {
        Collection<CameraSeen> live = live();
        return !live.isEmpty() && live.stream().allMatch(seen -> seen.showed(modelId));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
