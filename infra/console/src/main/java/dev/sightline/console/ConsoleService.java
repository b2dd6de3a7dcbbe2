package dev.sightline.console;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.crops.CropException;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.Worker;
import dev.sightline.platform.retry.StopSignal;
import java.io.UncheckedIOException;
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
 * The live page as a service: one thread reads frames, tracks, sightings, identity events and alerts and updates every
 * open page. Pictures and tracks start at the present; identities and alerts at the beginning. A record that does not
 * parse is left to the services that own the topic and only logged here.
 */
public final class ConsoleService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleService.class);
    private static final List<Topic<String, ?>> TOPICS =
            List.of(Topics.FRAMES, Topics.TRACKS, Topics.SIGHTINGS, Topics.IDENTITY_EVENTS, Topics.ALERTS);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Set<Topic<String, ?>> FROM_NOW = Set.of(Topics.FRAMES, Topics.TRACKS);

    private final KafkaClients kafka;
    private final CropStore crops;
    private final Map<String, Topic<String, ?>> byName;
    private final LiveView view;
    private final String host;
    private final int requestedPort;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable ConsoleServer server;
    private volatile @Nullable Worker worker;

    /** @param port 0 picks a free one, given by {@link #url} after the start */
    public ConsoleService(KafkaClients kafka, CropStore crops, String host, int port, InstantSource clock) {
        this.view = new LiveView(clock);
        this.kafka = kafka;
        this.crops = crops;
        this.host = host;
        this.requestedPort = port;
        this.byName = TOPICS.stream().collect(Collectors.toMap(kafka::name, t -> t));
    }

    @Override
    public String name() {
        return "console";
    }

    @Override
    public void start() {
        Consumer<byte[], byte[]> reader = kafka.reader("console");
        assign(reader);
        consumer = reader;
        ConsoleServer pages = new ConsoleServer(view, host, requestedPort);
        server = pages;
        Worker follower = new Worker("console", stop -> follow(reader, pages, stop));
        worker = follower;
        follower.start();
    }

    /** Where the page is, once started. */
    public String url() {
        ConsoleServer pages = server;
        if (pages == null) {
            throw new IllegalStateException("the console is not started");
        }
        return "http://" + host + ":" + pages.port() + "/";
    }

    private void assign(Consumer<byte[], byte[]> reader) {
        List<TopicPartition> all = Partitions.of(reader, byName.keySet());
        reader.assign(all);
        reader.seekToBeginning(all);
        reader.seekToEnd(all.stream()
                .filter(p -> FROM_NOW.contains(byName.get(p.topic())))
                .toList());
    }

    private void follow(Consumer<byte[], byte[]> reader, ConsoleServer pages, StopSignal stop) {
        try (reader) {
            while (!stop.isStopped()) {
                reader.poll(POLL).forEach(record -> show(record, pages));
            }
        } catch (WakeupException e) {
            LOG.debug("console reader woken to stop");
        }
    }

    private void show(ConsumerRecord<byte[], byte[]> record, ConsoleServer pages) {
        Topic<String, ?> topic = byName.get(record.topic());
        if (topic == null || record.value() == null) {
            return;
        }
        try {
            apply(topic, record, pages);
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

    private void apply(Topic<String, ?> topic, ConsumerRecord<byte[], byte[]> record, ConsoleServer pages) {
        if (topic == Topics.FRAMES) {
            Frame frame = parse(Topics.FRAMES, record);
            if (!frame.getEndOfStream()) {
                view.frame(frame, picture(frame));
            }
        } else if (topic == Topics.TRACKS) {
            CameraTracks tracks = parse(Topics.TRACKS, record);
            pages.update(view -> Optional.of(view.tracks(tracks)));
        } else if (topic == Topics.SIGHTINGS) {
            Sighting sighting = parse(Topics.SIGHTINGS, record);
            pages.update(view -> view.sighting(sighting));
        } else if (topic == Topics.IDENTITY_EVENTS) {
            IdentityEvent event = parse(Topics.IDENTITY_EVENTS, record);
            pages.update(view -> view.identityEvent(event));
        } else {
            pages.update(view -> Optional.of(view.alert(record.value())));
        }
    }

    private ByteString picture(Frame frame) {
        return frame.hasReference() ? ByteString.copyFrom(crops.get(frame.getReference())) : frame.getJpeg();
    }

    private static <V> V parse(Topic<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
        return topic.value().deserializer().deserialize(record.topic(), record.value());
    }

    @Override
    public boolean ready() {
        Worker follower = worker;
        return follower != null && follower.isAlive();
    }

    @Override
    public boolean live() {
        Worker follower = worker;
        return follower == null || follower.failure().isEmpty();
    }

    @Override
    public void close() {
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
