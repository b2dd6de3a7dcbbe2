package dev.sightline.bench.system;

import com.sun.management.OperatingSystemMXBean;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.Keeping;
import dev.sightline.app.run.PhotoEnrolling;
import dev.sightline.app.run.TemporaryFolder;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.platform.kafka.Partitions;
import dev.sightline.platform.lifecycle.ServiceHost;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.database.Database;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Capture-to-identity latency of everything in one process: two cameras play a video in real time, and a reader of the
 * tracks topic notes how old each frame is when its boxes with identities arrive. Settings come from the environment, such as
 * {@code SIGHTLINE_EMBEDDER_CADENCE=2}.
 */
public final class Latency {
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private Latency() {}

    /** {@code Latency VIDEO SECONDS FPS…}: one measurement for each rate. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 3) {
            throw new IllegalArgumentException("usage: Latency VIDEO SECONDS FPS [FPS…], such as vtest.avi 40 2 3 5");
        }
        Path video = Path.of(arguments[0]).toAbsolutePath();
        Duration length = Duration.ofSeconds(Long.parseLong(arguments[1]));
        for (String fps : List.of(arguments).subList(2, arguments.length)) {
            System.out.println(measure(video, length, Double.parseDouble(fps)));
        }
        System.exit(0); // Native threads of the video library may linger.
    }

    private static String measure(Path video, Duration length, double fps) throws IOException {
        try (TemporaryFolder data = TemporaryFolder.create("sightline-latency-");
                Installation installation = Installation.open(settings(data.path()));
                EmbedderModels models = installation.embedderModels()) {
            installation.createTopics();
            Database database = installation.database();
            Keeping keeping = installation.keeping();
            installation.publish(
                    Stream.of("north", "south")
                            .map(name -> camera(name, video, fps))
                            .toList(),
                    List.of());
            try (Consumer<byte[], byte[]> reader = installation.kafka().reader("latency");
                    ServiceHost host = new ServiceHost(List.of(
                            installation.console(
                                    database,
                                    new PhotoEnrolling(installation.kafka(), Optional.of(models)),
                                    installation.searching(installation.searchIndex(), Optional.of(models)),
                                    keeping.erasing(database, keeping.retentionJob(database)::state)),
                            installation.recorder(database),
                            installation.matcher(),
                            installation.embedder(models),
                            installation.ingest()))) {
                Partitions.assignFromBeginning(reader, installation.kafka().name(Topics.TRACKS));
                host.start();
                return read(reader, length, fps);
            }
        }
    }

    private static String read(Consumer<byte[], byte[]> reader, Duration length, double fps) {
        List<Long> ages = new ArrayList<>();
        long begun = System.nanoTime();
        take(reader, begun + WARM_UP.toNanos(), new ArrayList<>());
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long from = System.nanoTime();
        take(reader, from + length.toNanos(), ages);
        double seconds = (System.nanoTime() - from) / 1e9;
        double cores = (system.getProcessCpuTime() - cpu) / 1e9 / seconds;
        Collections.sort(ages);
        double expected = 2 * fps * seconds;
        return String.format(
                "%.1f fps a camera: %d frames in %.0f s, %.0f expected, %.0f%% skipped; latency ms p50 %s p95 %s p99"
                        + " %s; %.2f cores busy",
                fps,
                ages.size(),
                seconds,
                expected,
                Math.max(0, 100 * (1 - ages.size() / expected)),
                at(ages, 0.5),
                at(ages, 0.95),
                at(ages, 0.99),
                cores);
    }

    private static void take(Consumer<byte[], byte[]> reader, long untilNanos, List<Long> ages) {
        while (System.nanoTime() < untilNanos) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(20))) {
                CameraTracks tracks = Topics.TRACKS.value().deserializer().deserialize(record.topic(), record.value());
                if (!tracks.getEndOfStream()) {
                    ages.add(System.currentTimeMillis() - tracks.getCaptureTimeUs() / 1_000);
                }
            }
        }
    }

    private static String at(List<Long> sorted, double share) {
        return sorted.isEmpty() ? "-" : String.valueOf(sorted.get((int) Math.floor(share * (sorted.size() - 1))));
    }

    private static Camera camera(String name, Path video, double fps) {
        return Camera.newBuilder()
                .setCameraId(name)
                .setSiteId("bench")
                .setSource(video.toString())
                .setSampleFps(fps)
                .setRealTime(true)
                .build();
    }

    private static SightlineSettings settings(Path data) {
        return SettingsLoader.load(
                SightlineSettings.class,
                Optional.empty(),
                System.getenv(),
                Map.of("data.folder", data.toString(), "console.port", "0", "health.port", "0"));
    }
}
