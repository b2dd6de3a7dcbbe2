package dev.sightline.bench.system;

import dev.sightline.app.run.TemporaryFolder;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.platform.roster.CameraRegister;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * What a matcher costs with live cameras: broker and cameras in this process, the matcher, exactly once, in another one
 * that has one processor. Processor time of that process for each second of stream, whether it keeps up, and what it
 * writes for itself.
 */
public final class MatcherLoad {
    private static final int CAMERAS_A_SITE = 4;
    private static final double WARM_UP_SECONDS = 30;
    private static final Duration WATCHED = Duration.ofSeconds(10);
    /** On a machine that others use, too, the stream takes longer. */
    private static final int PATIENCE = 10;
    /** Cameras do not run further ahead of a matcher that does not keep up. */
    private static final int MOST_AHEAD_SECONDS = 20;

    private final LoadOptions options;
    private final KafkaClients clients;

    private MatcherLoad(LoadOptions options, KafkaClients clients) {
        this.options = options;
        this.clients = clients;
    }

    /** See {@link LoadOptions#USAGE}. */
    public static void main(String[] arguments) throws Exception {
        LoadOptions options = LoadOptions.of(List.of(arguments));
        try (TemporaryFolder folder = TemporaryFolder.create("sightline-load-")) {
            Path home = Files.createDirectory(folder.path().resolve("kafka"));
            try (EmbeddedBroker broker = EmbeddedBroker.start(home)) {
                KafkaClients clients = new KafkaClients(broker.access().settings(MatcherAlone.PREFIX));
                new MatcherLoad(options, clients).measure(home, folder.path());
            }
        }
        System.exit(0); // Broker threads may linger.
    }

    private void measure(Path broker, Path folder) throws Exception {
        new TopicAdmin(clients).create(Topics.ALL, options.setup().partitions(), (short) 1);
        List<Camera> cameras = registered();
        try (MatcherProcess matcher =
                        MatcherProcess.start(broker, folder, options.setup().commit());
                CameraFeed feed = new CameraFeed(clients, cameras, options.fps(), CAMERAS_A_SITE, options.shape())) {
            feed.start();
            Reading before = after(WARM_UP_SECONDS, reading(matcher, feed), matcher, feed);
            Reading after = after(options.seconds(), before, matcher, feed);
            System.out.print(report(before, after, feed.worstDelay()));
            RecordSizes sizes = RecordSizes.watch(clients, WATCHED);
            System.out.print(report(sizes, reading(matcher, feed).done() - after.done()));
        }
    }

    private List<Camera> registered() {
        Map<String, Camera> cameras = new TreeMap<>();
        for (int c = 0; c < options.cameras(); c++) {
            String id = String.format("camera-%04d", c);
            cameras.put(
                    id,
                    Camera.newBuilder()
                            .setCameraId(id)
                            .setSiteId(String.format("site-%04d", c / CAMERAS_A_SITE))
                            .setSource("rtsp://127.0.0.1/" + id)
                            .setLive(true)
                            .build());
        }
        CameraRegister register = new CameraRegister(clients);
        register.change(there -> new CameraRegister.Change<>(cameras, Set.of(), cameras));
        return register.read().values().stream()
                .sorted(Comparator.comparing(Camera::getCameraId))
                .toList();
    }

    /** How things stand once the matcher has done so many seconds more of the stream. */
    private Reading after(double seconds, Reading from, MatcherProcess matcher, CameraFeed feed) throws Exception {
        long target = from.done + Math.round(seconds * options.framesASecond());
        long giveUp = System.nanoTime() + (long) (PATIENCE * seconds * 1e9);
        Reading now = reading(matcher, feed);
        while (now.done < target && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(2_000_000_000);
            now = reading(matcher, feed);
        }
        return now;
    }

    /** How things stand at one time. */
    private record Reading(long nanos, Duration processor, long sent, long done, long events) {}

    private Reading reading(MatcherProcess matcher, CameraFeed feed) throws Exception {
        try (Admin admin = clients.admin();
                Consumer<byte[], byte[]> reader = clients.reader("ends")) {
            String observations = clients.name(Topics.OBSERVATIONS);
            long done = admin
                    .listConsumerGroupOffsets(clients.scoped("matcher"))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(e -> e.getKey().topic().equals(observations))
                    .mapToLong(e -> e.getValue().offset())
                    .sum();
            long events =
                    reader
                            .endOffsets(Partitions.of(reader, List.of(clients.name(Topics.IDENTITY_EVENTS))))
                            .values()
                            .stream()
                            .mapToLong(end -> end)
                            .sum();
            feed.allow(done + (long) (MOST_AHEAD_SECONDS * options.framesASecond()));
            return new Reading(System.nanoTime(), matcher.processor(), feed.sent(), done, events);
        }
    }

    private String report(Reading before, Reading after, double worstDelay) {
        double frames = after.done - before.done;
        double streamSeconds = frames / options.framesASecond();
        double clock = (after.nanos - before.nanos) / 1e9;
        double busy = after.processor.minus(before.processor).toMillis() / 1e3;
        return String.format(
                Locale.ROOT,
                "%s%nprocessor time of the matcher a second of stream: %.3f s; %.3f ms a frame%n"
                        + "in %.0f s: %.0f frames done, %d sent; waiting at the end: %d (%.2f s of stream), before: %d%n"
                        + "records of identity events a second of stream: %.1f; cameras late by at most %.2f s%n",
                options,
                busy / streamSeconds,
                1e3 * busy / frames,
                clock,
                frames,
                after.sent - before.sent,
                after.sent - after.done,
                (after.sent - after.done) / options.framesASecond(),
                before.sent - before.done,
                (after.events - before.events) / streamSeconds,
                worstDelay);
    }

    private static String report(RecordSizes sizes, long frames) {
        StringBuilder text = new StringBuilder("| what the matcher writes for itself | records a frame | KB a frame |"
                + " greatest record, KB |\n|---|---|---|---|\n");
        sizes.byTopic()
                .forEach((topic, size) -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %.2f | %.2f | %.1f |%n",
                        topic,
                        (double) size.records() / frames,
                        size.bytes() / 1_024.0 / frames,
                        size.greatest() / 1_024.0)));
        return text.toString();
    }
}
