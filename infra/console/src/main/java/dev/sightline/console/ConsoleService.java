package dev.sightline.console;

import com.google.protobuf.ByteString;
import dev.sightline.console.web.ConsoleServer;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.crops.CropException;
import dev.sightline.platform.kafka.FeedbackTopic;
import dev.sightline.platform.kafka.Partitions;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.Worker;
import dev.sightline.platform.retry.StopSignal;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console as a service: API and pages over the database, and one thread that reads frames, observations, tracks, sightings, identity
 * events, alerts, rules, cameras and their states and updates every open page. Pictures and tracks start at the present, the rest
 * at the beginning. A record that does not parse is left to the services that own the topic and only logged here.
 */
public final class ConsoleService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleService.class);
    private static final List<Topic<String, ?>> TOPICS = List.of(
            Topics.FRAMES,
            Topics.OBSERVATIONS,
            Topics.TRACKS,
            Topics.SIGHTINGS,
            Topics.IDENTITY_EVENTS,
            Topics.ALERTS,
            Topics.CAMERAS,
            Topics.CAMERA_STATUS,
            Topics.RULES);
    /** Longer than an attempt: a thread that is interrupted while it reads the embedded database closes it for all. */
    private static final Duration UNINTERRUPTED = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Set<Topic<String, ?>> FROM_NOW = Set.of(Topics.FRAMES, Topics.OBSERVATIONS, Topics.TRACKS);

    private final Ground ground;
    private final Outside outside;
    private final ConsolePolicy policy;
    private final Composition parts;
    private final Map<String, Topic<String, ?>> byName;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable ConsoleServer server;
    private volatile @Nullable Worker worker;
    private volatile @Nullable Worker sender;

    /** @param outside what it has others do */
    public ConsoleService(Ground ground, Outside outside, ConsolePolicy policy, InstantSource clock) {
        this.ground = ground;
        this.outside = outside;
        this.policy = policy;
        this.parts = new Composition(ground.database(), ground.crops(), policy, clock);
        this.byName = TOPICS.stream().collect(Collectors.toMap(ground.kafka()::name, t -> t));
    }

    @Override
    public String name() {
        return "console";
    }

    @Override
    public void start() {
        Consumer<byte[], byte[]> reader = ground.kafka().reader("console");
        assign(reader);
        consumer = reader;
        server = parts.serve(outside, new FeedbackTopic(ground.kafka())::put);
        Worker follower = new Worker("console", stop -> follow(reader, stop));
        worker = follower;
        follower.start();
        Worker deliverer = new Worker("console-webhooks", parts.deliveries()::run, UNINTERRUPTED, failure -> {});
        sender = deliverer;
        deliverer.start();
    }

    /** Where the page is, once started. */
    public String url() {
        ConsoleServer pages = server;
        if (pages == null) {
            throw new IllegalStateException("the console is not started");
        }
        String host = policy.host().contains(":") ? "[" + policy.host() + "]" : policy.host();
        return "http://" + host + ":" + pages.port() + "/";
    }

    /** A new one-time link that creates the first user; empty when there is one already. */
    public Optional<String> setupUrl() {
        return parts.links().setup().map(path -> url() + path);
    }

    /** A new one-time link that logs one browser in as a user of the highest role, created when it is missing. */
    public String entryUrl(String user) {
        return url() + parts.links().enter(user);
    }

    private void assign(Consumer<byte[], byte[]> reader) {
        List<TopicPartition> all = Partitions.of(reader, byName.keySet());
        reader.assign(all);
        reader.seekToBeginning(all);
        reader.seekToEnd(all.stream()
                .filter(p -> FROM_NOW.contains(byName.get(p.topic())))
                .toList());
    }

    private void follow(Consumer<byte[], byte[]> reader, StopSignal stop) {
        try (reader) {
            while (!stop.isStopped()) {
                reader.poll(POLL).forEach(this::show);
            }
        } catch (WakeupException e) {
            LOG.debug("console reader woken to stop");
        }
    }

    private void show(ConsumerRecord<byte[], byte[]> record) {
        Topic<String, ?> topic = byName.get(record.topic());
        try {
            if (topic == Topics.CAMERAS || topic == Topics.CAMERA_STATUS || topic == Topics.RULES) {
                setting(topic, record);
            } else if (topic != null && record.value() != null) {
                apply(topic, record);
            }
        } catch (SerializationException e) {
            LOG.warn("record {}-{}@{} does not parse", record.topic(), record.partition(), record.offset());
        } catch (CropException | UncheckedIOException e) {
            LOG.warn(
                    "the picture of record {}-{}@{} is not to be had",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }

    private void setting(Topic<String, ?> topic, ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.key(), StandardCharsets.UTF_8);
        boolean removed = record.value() == null;
        if (topic == Topics.CAMERAS) {
            parts.cameras().camera(id, removed ? Optional.empty() : Optional.of(parse(Topics.CAMERAS, record)));
        } else if (topic == Topics.RULES) {
            parts.rules().rule(id, removed ? Optional.empty() : Optional.of(parse(Topics.RULES, record)));
        } else {
            parts.cameras().status(id, removed ? Optional.empty() : Optional.of(parse(Topics.CAMERA_STATUS, record)));
        }
    }

    private void apply(Topic<String, ?> topic, ConsumerRecord<byte[], byte[]> record) {
        if (topic == Topics.FRAMES) {
            Frame frame = parse(Topics.FRAMES, record);
            if (!frame.getEndOfStream()) {
                parts.hub().view().frame(frame, picture(frame));
            }
        } else if (topic == Topics.OBSERVATIONS) {
            parts.hub().view().observation(parse(Topics.OBSERVATIONS, record));
        } else if (topic == Topics.TRACKS) {
            CameraTracks tracks = parse(Topics.TRACKS, record);
            parts.hub().update(view -> Optional.of(view.tracks(tracks)));
        } else if (topic == Topics.SIGHTINGS) {
            Sighting sighting = parse(Topics.SIGHTINGS, record);
            parts.hub().update(view -> view.sighting(sighting));
        } else if (topic == Topics.IDENTITY_EVENTS) {
            IdentityEvent event = parse(Topics.IDENTITY_EVENTS, record);
            parts.hub().update(view -> view.identityEvent(event));
            parts.hub().update(view -> view.amended(event));
        } else {
            parts.hub().update(view -> Optional.of(view.alert(record.value())));
        }
    }

    private ByteString picture(Frame frame) {
        return frame.hasReference() ? ByteString.copyFrom(ground.crops().get(frame.getReference())) : frame.getJpeg();
    }

    private static <V> V parse(Topic<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
        return topic.value().deserializer().deserialize(record.topic(), record.value());
    }

    @Override
    public boolean ready() {
        return isAlive(worker) && isAlive(sender);
    }

    @Override
    public boolean live() {
        return hasNotFailed(worker) && hasNotFailed(sender);
    }

    private static boolean isAlive(@Nullable Worker part) {
        return part != null && part.isAlive();
    }

    private static boolean hasNotFailed(@Nullable Worker part) {
        return part == null || part.failure().isEmpty();
    }

    @Override
    public void close() {
        Worker deliverer = sender;
        if (deliverer != null) {
            deliverer.close();
        }
        Worker follower = worker;
        if (consumer != null && follower != null) {
            follower.stop();
            consumer.wakeup();
            follower.close();
        } else if (consumer != null) {
            consumer.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
