package dev.sightline.store.erasure;

import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.store.database.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An erasure in a process of its own, to be killed between two stores. */
final class EraserProcess {
    private static final String REACHED = "reached";

    private EraserProcess() {}

    /**
     * Begins an erasure and kills it with SIGKILL.
     *
     * @param folder with folders {@code database}, {@code crops} and {@code receipts}
     * @param before name of the store before which it is killed
     */
    static void killBefore(String before, KafkaClients clients, Path folder, String identity)
            throws IOException, InterruptedException {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EraserProcess.class.getName(),
                clients.settings().bootstrapServers(),
                clients.settings().topicPrefix(),
                folder.toString(),
                before,
                identity);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder said = new StringBuilder();
            String line = output.readLine();
            while (line != null && !line.equals(REACHED)) {
                said.append(line).append('\n');
                line = output.readLine();
            }
            if (line == null) {
                throw new AssertionError("the process ended before '" + before + "':\n" + said);
            }
        } finally {
            process.destroyForcibly();
            process.waitFor(20, TimeUnit.SECONDS);
        }
    }

    public static void main(String[] args) {
        KafkaClients clients = new KafkaClients(KafkaSettings.of(args[0], args[1]));
        Path folder = Path.of(args[2]);
        Database database = Database.embedded(folder.resolve("database"));
        List<ErasurePart> parts = new ArrayList<>();
        for (ErasurePart part : EraserParts.all(
                database, new FileCropStore(folder.resolve("crops")), Clock.systemUTC(), clients, Duration.ZERO)) {
            if (part.name().equals(args[3])) {
                parts.add(new Standing());
            }
            parts.add(part);
        }
        new Eraser(database, parts, new ReceiptFolder(folder.resolve("receipts")), Clock.systemUTC())
                .erase(new ErasureRequest(
                        "e1", ErasureRequest.site(args[4]), args[4], "ada", "asked to", false, Instant.now()));
    }

    /** Says that it was reached, and waits to be killed. */
    private static final class Standing implements ErasurePart {
        @Override
        public String name() {
            return "standing";
        }

        @Override
        public Removed erase(Subject subject) {
            System.out.println(REACHED);
            System.out.flush();
            while (true) {
                java.util.concurrent.locks.LockSupport.park();
            }
        }

        @Override
        public long remaining(Subject subject) {
            return 0;
        }
    }
}
