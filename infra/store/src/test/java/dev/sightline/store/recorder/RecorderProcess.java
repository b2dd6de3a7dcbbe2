package dev.sightline.store.recorder;

import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.recorder.Checkpoint.Step;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A recorder in a process of its own that stands still at a step, so that it can be killed there. */
final class RecorderProcess {
    private static final String REACHED = "reached the step";

    private RecorderProcess() {}

    /** Runs a recorder until it is at {@code step} for the {@code time}-th time and kills it there with SIGKILL. */
    static void killAt(Step step, int time, KafkaClients clients, DatabaseSettings settings, Path crops)
            throws IOException, InterruptedException {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RecorderProcess.class.getName(),
                clients.settings().bootstrapServers(),
                clients.settings().topicPrefix(),
                settings.url(),
                settings.user(),
                settings.password(),
                crops.toString(),
                step.name(),
                String.valueOf(time));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder said = new StringBuilder();
            String line = output.readLine();
            while (line != null && !line.equals(REACHED)) {
                said.append(line).append('\n');
                line = output.readLine();
            }
            if (line == null) {
                throw new AssertionError("the recorder process ended before " + step + ":\n" + said);
            }
        } finally {
            process.destroyForcibly();
            process.waitFor(20, TimeUnit.SECONDS);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        KafkaClients clients = new KafkaClients(KafkaSettings.of(args[0], args[1]));
        CropStore crops = new FileCropStore(Path.of(args[5]));
        Step step = Step.valueOf(args[6]);
        int time = Integer.parseInt(args[7]);
        AtomicInteger times = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        Checkpoint stand = reached -> {
            if (reached == step && times.incrementAndGet() == time) {
                System.out.println(REACHED);
                System.out.flush();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        Database database = Database.open(DatabaseSettings.of(args[2], args[3], args[4]));
        new RecorderService(
                        clients,
                        database,
                        crops,
                        Recorders.policy(20),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC(),
                        stand)
                .start();
        never.await();
    }
}
