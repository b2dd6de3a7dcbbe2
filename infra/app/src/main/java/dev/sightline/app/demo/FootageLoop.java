package dev.sightline.app.demo;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.lifecycle.Service;
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

    private final KafkaClients kafka;
    private final Set<String> cameras;
    private final Runnable again;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;
    private volatile boolean running;
    private volatile boolean failed;

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
        List<TopicPartition> all = reader.partitionsFor(kafka.name(Topics.TRACKS)).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        reader.assign(all);
        reader.seekToEnd(all);
        all.forEach(reader::position); // Seeks now: an end that comes before the first poll counts.
        consumer = reader;
        running = true;
        Thread follower = new Thread(() -> follow(reader), "demo-footage-loop");
        thread = follower;
        follower.start();
    }

    private void follow(Consumer<byte[], byte[]> reader) {
        Set<String> ended = new HashSet<>();
        try {
            while (running) {
                reader.poll(Duration.ofMillis(500)).forEach(record -> note(record, ended));
                if (ended.containsAll(cameras)) {
                    ended.clear();
                    again.run();
                }
            }
        } catch (WakeupException e) {
            LOG.debug("woken to stop");
        } catch (RuntimeException e) {
            failed = true;
            LOG.error("the footage will not be played again", e);
        } finally {
            reader.close();
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
        return running && !failed;
    }

    @Override
    public boolean live() {
        return !failed;
    }

    @Override
    public void close() {
        running = false;
        if (consumer != null) {
            consumer.wakeup();
        }
        if (thread != null) {
            try {
                thread.join(Duration.ofSeconds(10).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
