package dev.sightline.bench.system;

import dev.sightline.app.run.TemporaryFolder;
import dev.sightline.bench.micro.KnownSite;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.MatcherPolicy;
import dev.sightline.matcher.MatcherService;
import dev.sightline.matcher.topology.StreamsPolicy;
import dev.sightline.matcher.topology.StreamsPolicy.TakeOver;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import dev.sightline.platform.kafka.TopicAdmin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How long a matcher takes to be ready on a state that its changelog holds, and how long another one takes to go on when the
 * first ends, with and without a standby replica. Broker and matchers in one process, one partition; sites of up to 10,000
 * identities with one exemplar of 512 numbers each.
 */
public final class RestoreTime {
    private static final int LARGEST_SITE = 10_000;
    private static final Duration CATCH_UP = Duration.ofSeconds(20);

    private RestoreTime() {}

    /** {@code RestoreTime IDENTITIES…}: a line for each number. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(
                "| identities | entries | changelog, MB | start to ready, s | take-over, s | with a standby, s |");
        System.out.println("|---|---|---|---|---|---|");
        for (String identities : arguments) {
            System.out.println(measure(Integer.parseInt(identities)));
        }
        System.exit(0); // Broker threads may linger.
    }

    private static String measure(int identities) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create("sightline-restore-");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path())) {
            KafkaClients clients = new KafkaClients(broker.access().settings("bench"));
            new TopicAdmin(clients).create(Topics.ALL, 1, (short) 1);
            started(clients, 0).close(); // Makes the internal topics.
            Map<String, byte[]> site = new TreeMap<>();
            int size = Math.min(identities, LARGEST_SITE);
            var unused = new KnownSite(size, (key, bytes) -> {
                if (bytes == null) {
                    site.remove(key);
                } else {
                    site.put(key, bytes);
                }
            });
            int sites = (identities + LARGEST_SITE - 1) / LARGEST_SITE;
            long bytes = write(clients, site, sites);
            long begun = System.nanoTime();
            MatcherService first = started(clients, 0);
            double ready = seconds(begun);
            return String.format(
                    Locale.ROOT,
                    "| %,d | %,d | %.1f | %.1f | %.1f | %.1f |",
                    size * sites,
                    site.size() * sites,
                    bytes / 1e6,
                    ready,
                    takeOver(clients, first, 0, 1),
                    takeOver(clients, started(clients, 1), 1, 1_000));
        }
    }

    /** From the end of one matcher until the other one has made something of what came then. */
    private static double takeOver(KafkaClients clients, MatcherService first, int standbys, int sequence) {
        try (MatcherService other = started(clients, standbys);
                Consumer<byte[], byte[]> tracks = clients.reader("restore")) {
            Partitions.assign(tracks, clients.name(Topics.TRACKS));
            tracks.seekToEnd(tracks.assignment());
            tracks.poll(Duration.ofMillis(10));
            pause(CATCH_UP);
            long begun = System.nanoTime();
            first.close();
            try (Producer<byte[], byte[]> producer = clients.producer("restore")) {
                Observation observation = Observation.newBuilder()
                        .setCameraId("south")
                        .setSiteId(KnownSite.SITE + "0")
                        .setSequence(sequence)
                        .setCaptureTimeUs(System.currentTimeMillis() * 1_000)
                        .build();
                var unused = producer.send(new ProducerRecord<>(
                        clients.name(Topics.OBSERVATIONS), key("south"), observation.toByteArray()));
            }
            until(() -> !tracks.poll(Duration.ofMillis(20)).isEmpty());
            until(other::ready);
            return seconds(begun);
        }
    }

    private static long write(KafkaClients clients, Map<String, byte[]> site, int sites) {
        String changelog = clients.scoped("matcher-link-memory-changelog");
        long bytes = 0;
        try (Producer<byte[], byte[]> producer = clients.producer("restore")) {
            for (int s = 0; s < sites; s++) {
                for (Map.Entry<String, byte[]> entry : site.entrySet()) {
                    byte[] key = key(KnownSite.SITE + s + '\0' + entry.getKey());
                    bytes += key.length + entry.getValue().length;
                    var unused = producer.send(new ProducerRecord<>(changelog, 0, key, entry.getValue()));
                }
            }
        }
        return bytes;
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MatcherService started(KafkaClients clients, int standbys) {
        MatcherPolicy d = MatcherPolicy.defaults();
        StreamsPolicy s = d.streams();
        StreamsPolicy streams = new StreamsPolicy(
                s.threads(),
                s.commitInterval(),
                Optional.empty(),
                s.threadReplacements(),
                new TakeOver(standbys, Optional.empty()));
        MatcherService matcher = new MatcherService(
                clients,
                new MatcherPolicy(d.track(), d.order(), d.link(), d.alert(), streams),
                model -> List.of(),
                new SimpleMeterRegistry());
        matcher.start();
        until(matcher::ready);
        return matcher;
    }

    private static void until(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            pause(Duration.ofMillis(20));
        }
    }

    private static void pause(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
