package dev.sightline.ingest;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.ingest.status.StatusTopic;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.deadletter.DeadLetters;
import dev.sightline.platform.folder.DiskRoom;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns cameras into frames: follows the cameras topic and reads each camera's source on threads of its own, so that a
 * dead, slow or babbling one never disturbs another. Frames go out keyed by camera id and in order; recorded footage
 * loses none and ends with one end-of-stream frame, live footage drops its oldest when Kafka is slow.
 */
public final class IngestService implements Service {
    private static final int NAMED = 3;
    private static final Logger log = LoggerFactory.getLogger(IngestService.class);

    private final KafkaClients clients;
    private final IngestPolicy policy;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final DeadLetters deadLetters;
    private final CameraRoster roster;
    private final CameraFollower follower;
    private final StatusTopic statuses;
    private final Worker following;
    private final DiskRoom room;
    private volatile boolean failed;

    /**
     * Where frames go.
     *
     * @param crops takes pictures that are too large for Kafka
     * @param room whether the disk has room for more; without it frames wait, and those of live cameras are skipped
     */
    public record Place(KafkaClients clients, CropStore crops, DiskRoom room) {}

    /**
     * @param place where frames go
     */
    public IngestService(Place place, IngestPolicy policy, MeterRegistry meters, Clock clock) {
        KafkaClients clients = place.clients();
        this.room = place.room();
        this.clients = patient(clients);
        this.policy = policy;
        this.producer = this.clients.producer("ingest");
        this.consumer = clients.reader("ingest-cameras");
        this.admin = clients.admin();
        this.deadLetters = new DeadLetters(clients, "ingest", meters);
        String frames = clients.name(Topics.FRAMES);
        String group = policy.ahead().consumerGroup();
        this.statuses =
                new StatusTopic(brief(clients).producer("ingest-status"), clients.name(Topics.CAMERA_STATUS), clock);
        this.roster = new CameraRoster(new IngestResources(
                policy,
                new FrameOutlet(producer, frames, place.crops(), room, this::fail),
                statuses,
                new ConsumerProgress(admin, frames, clients.scoped(group))::position,
                meters,
                clock));
        Gauge.builder("sightline.ingest.disk.full", room, there -> there.hasRoom() ? 0 : 1)
                .description("1 while the disk has no room and nothing is taken in")
                .register(meters);
        this.follower = new CameraFollower(
                consumer,
                clients.name(Topics.CAMERAS),
                deadLetters,
                new CameraFollower.Target(roster, () -> partitions(frames)));
        this.following = new Worker("ingest-cameras", follower::run, policy.drain(), this::fail);
    }

    private int partitions(String topic) {
        try {
            return producer.partitionsFor(topic).size();
        } catch (TimeoutException e) {
            log.warn("how many partitions {} has is not known: {}", topic, e.getMessage());
            return 0;
        }
    }

    /** The producer never gives up on a frame, unless the user wants it to: giving up would reorder recorded footage. */
    private static KafkaClients patient(KafkaClients clients) {
        return producing(clients, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    }

    /** The state of cameras is written by the thread that follows them, which must not wait for long. */
    private static KafkaClients brief(KafkaClients clients) {
        return producing(clients, ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    }

    private static KafkaClients producing(KafkaClients clients, String key, int value) {
        KafkaSettings own = clients.settings();
        Map<String, String> producer = new HashMap<>();
        producer.put(key, String.valueOf(value));
        producer.putAll(own.common());
        producer.putAll(own.producer());
        return new KafkaClients(new KafkaSettings(
                own.bootstrapServers(),
                own.topicPrefix(),
                own.common(),
                producer,
                own.consumer(),
                own.admin(),
                own.streams()));
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public void start() {
        following.start();
    }

    private void fail(Throwable reason) {
        failed = true;
        log.error("ingest cannot go on: {}", reason.toString());
    }

    @Override
    public boolean ready() {
        return live() && follower.caughtUp();
    }

    @Override
    public boolean live() {
        return !failed && following.isAlive();
    }

    @Override
    public Optional<String> degraded() {
        Optional<String> full = room.problem();
        List<String> trouble = roster.trouble();
        if (full.isPresent() || trouble.isEmpty()) {
            return full;
        }
        String named = trouble.stream().limit(NAMED).collect(Collectors.joining(", "));
        String more = trouble.size() > NAMED ? " and " + (trouble.size() - NAMED) + " more" : "";
        return Optional.of(trouble.size() + " of " + roster.size() + " cameras: " + named + more);
    }

    @Override
    public void close() {
        following.close();
        roster.close();
        producer.close(policy.drain());
        statuses.close();
        deadLetters.close();
        admin.close();
        if (!following.isAlive()) {
            consumer.close();
        }
        log.info("ingest closed");
    }
}
