package dev.sightline.app.demo;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.Worker;
import dev.sightline.platform.retry.StopSignal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the demo's footage again whenever the last camera has ended, so that a demo left alone goes on. All
 * cameras start together: the later one shows the same people later.
 */
final class FootageLoop implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(FootageLoop.class);

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients kafka;
    private final Set<String> cameras;
    private final Runnable again;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private volatile @Nullable Worker worker;

    /**
     * @param cameras whose end is waited for
     * @param again starts them again
     */
    FootageLoop(KafkaClients kafka, Set<String> cameras, Runnable again) {
        this.kafka = kafka;
        this.cameras = Set.copyOf(cameras);
        this.again = again;
    }

    @Override
    public String name() {
        return "footage loop";
    }

    @Override
    public void start() {
        Consumer<byte[], byte[]> reader = kafka.reader("demo-footage-loop");
        List<TopicPartition> all = Partitions.assign(reader, kafka.name(Topics.TRACKS));
        reader.seekToEnd(all);
        all.forEach(reader::position); // Seeks now: an end that comes before the first poll counts.
        consumer = reader;
        Worker follower = new Worker("demo-footage-loop", stop -> follow(reader, stop));
        worker = follower;
        follower.start();
    }

    private void follow(Consumer<byte[], byte[]> reader, StopSignal stop) {
        Set<String> ended = new HashSet<>();
        try (reader) {
            while (!stop.isStopped()) {
                reader.poll(POLL).forEach(record -> note(record, ended));
                if (ended.containsAll(cameras)) {
                    ended.clear();
                    again.run();
                }
            }
        } catch (WakeupException e) {
            LOG.debug("woken to stop");
        }
    }

    private static void note(ConsumerRecord<byte[], byte[]> record, Set<String> ended) {
        try {
            CameraTracks tracks = Topics.TRACKS.value().deserializer().deserialize(record.topic(), record.value());
            if (tracks.getEndOfStream()) {
                ended.add(tracks.getCameraId());
            } else {
                ended.remove(tracks.getCameraId());
            }
        } catch (SerializationException e) {
            LOG.debug("tracks record at {} does not parse", record.offset(), e);
        }
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
    }
}
