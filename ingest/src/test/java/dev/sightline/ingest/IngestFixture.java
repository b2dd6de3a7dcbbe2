package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.folder.DiskRoom;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.testkit.TopicReader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Ingest on a real broker: cameras in, frames out. */
final class IngestFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final FileCropStore crops;
    private final KafkaClients clients;

    IngestFixture(KafkaClients clients, Path crops) {
        this.clients = clients;
        this.crops = new FileCropStore(crops);
    }

    static Camera.Builder camera(String id, String source) {
        return Camera.newBuilder().setCameraId(id).setSiteId("site").setSource(source);
    }

    IngestService start(IngestPolicy policy) {
        IngestService service = new IngestService(
                new IngestService.Place(clients, crops, DiskRoom.unbounded()), policy, meters, Clock.systemUTC());
        service.start();
        return service;
    }

    /** Runs the service while an action looks at it. */
    void with(IngestPolicy policy, Runnable action) {
        try (IngestService service = start(policy)) {
            action.run();
            assertThat(service.live()).isTrue();
        }
    }

    void put(Camera camera) {
        send(camera.getCameraId(), camera.toByteArray());
    }

    void remove(String camera) {
        send(camera, null);
    }

    void send(String key, byte @Nullable [] value) {
        try (Producer<byte[], byte[]> producer = clients.producer("test")) {
            producer.send(
                    new ProducerRecord<>(clients.name(Topics.CAMERAS), key.getBytes(StandardCharsets.UTF_8), value));
        }
    }

    /** The frames of a camera up to its end of stream. */
    List<Frame> untilEnd(String camera) {
        return until(
                camera,
                frames -> !frames.isEmpty() && frames.get(frames.size() - 1).getEndOfStream());
    }

    List<Frame> until(String camera, int count) {
        return until(camera, frames -> frames.size() >= count);
    }

    List<Frame> until(String camera, Predicate<List<Frame>> enough) {
        return of(
                camera,
                TopicReader.readUntil(
                        clients, Topics.FRAMES, all -> enough.test(of(camera, all)), "frames of " + camera, PATIENCE));
    }

    List<Frame> all(String camera) {
        return of(camera, TopicReader.readAll(clients, Topics.FRAMES));
    }

    /** Where the frames of a camera are. */
    List<Integer> partitions(String camera) {
        return TopicReader.readAll(clients, Topics.FRAMES).stream()
                .filter(record -> record.key().equals(camera))
                .map(record -> record.raw().partition())
                .toList();
    }

    private static List<Frame> of(String camera, List<TopicReader.Read<String, Frame>> records) {
        return records.stream()
                .filter(record -> record.key().equals(camera))
                .map(record -> Objects.requireNonNull(record.value()))
                .toList();
    }

    /** The newest status of a camera, once it satisfies a condition. */
    CameraStatus status(String camera, Predicate<CameraStatus> enough) {
        return newest(
                camera,
                TopicReader.readUntil(
                        clients,
                        Topics.CAMERA_STATUS,
                        all -> all.stream()
                                .filter(record -> record.key().equals(camera))
                                .reduce((first, second) -> second)
                                .filter(record -> record.value() != null && enough.test(record.value()))
                                .isPresent(),
                        "status of " + camera,
                        PATIENCE));
    }

    /** Whether the newest status record of a camera says that it was removed. */
    boolean forgotten(String camera) {
        return TopicReader.readAll(clients, Topics.CAMERA_STATUS).stream()
                .filter(record -> record.key().equals(camera))
                .reduce((first, second) -> second)
                .filter(record -> record.value() == null)
                .isPresent();
    }

    private static CameraStatus newest(String camera, List<TopicReader.Read<String, CameraStatus>> records) {
        return records.stream()
                .filter(record -> record.key().equals(camera))
                .reduce((first, second) -> second)
                .map(record -> Objects.requireNonNull(record.value()))
                .orElseThrow();
    }

    /** Gauges of a camera; they go when it goes. */
    int gauges(String camera) {
        return meters.find("sightline.ingest.queue.frames")
                .tag("camera", camera)
                .gauges()
                .size();
    }

    /** Sum of a counter of one camera over its other labels. */
    double count(String name, String camera) {
        return meters.find("sightline.ingest." + name).tag("camera", camera).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
