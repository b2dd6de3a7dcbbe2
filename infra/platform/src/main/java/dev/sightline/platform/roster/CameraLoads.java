package dev.sightline.platform.roster;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.platform.kafka.CompactedFollower;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.lifecycle.Worker;
import dev.sightline.platform.retry.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the cameras topic on a thread of its own, so that whoever assigns partitions knows how much each has to do. Until
 * the topic is read, and should its thread fail, partitions count alike. {@link #get} may be called from any thread.
 */
public final class CameraLoads
        implements CompactedFollower.Listener<Camera>, Supplier<CameraLoads.Snapshot>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CameraLoads.class);

    private final KafkaClients clients;
    private final String name;
    private final Worker worker;
    private final Map<String, Camera> cameras = new TreeMap<>();
    private volatile Snapshot now = new Snapshot(new Loads(List.of()), System.nanoTime());

    /**
     * Loads as they were since a moment.
     *
     * @param sinceNanos by {@link System#nanoTime}
     */
    public record Snapshot(Loads loads, long sinceNanos) {}

    /** @param name of the client that reads, and of its thread */
    public CameraLoads(KafkaClients clients, String name) {
        this.clients = clients;
        this.name = name;
        this.worker = new Worker(name, this::work, Duration.ofSeconds(10), this::failed);
    }

    public void start() {
        worker.start();
    }

    @Override
    public Snapshot get() {
        return now;
    }

    private void work(StopSignal stop) {
        try (Consumer<byte[], byte[]> reader = clients.reader(name)) {
            new CompactedFollower<>(reader, clients, Topics.CAMERAS, this).follow(stop::isStopped);
        }
    }

    private void failed(Throwable cause) {
        log.error(
                "partitions are spread by what is known of cameras until now, for they cannot be read: {}",
                cause,
                cause);
    }

    @Override
    public void present(Map<String, Optional<Camera>> table) {
        changed(table);
    }

    @Override
    public void changed(Map<String, Optional<Camera>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        changes.forEach((id, camera) -> camera.ifPresentOrElse(c -> cameras.put(id, c), () -> cameras.remove(id)));
        now = new Snapshot(Loads.of(cameras.values()), System.nanoTime());
    }

    @Override
    public void unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        log.warn("a record of {} at offset {} counts for no partition: {}", record.topic(), record.offset(), reason);
    }

    @Override
    public void close() {
        worker.close();
    }
}
