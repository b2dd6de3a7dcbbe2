package dev.sightline.app.doctor;

import dev.sightline.app.preflight.Finding;
import dev.sightline.app.preflight.OutsideKafka;
import dev.sightline.app.preflight.Preflight;
import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.embedder.EmbedderNatives;
import dev.sightline.embedder.network.Provider;
import dev.sightline.ingest.source.SourceNatives;
import dev.sightline.platform.kafka.KafkaAccess;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseException;
import dev.sightline.store.database.DatabaseSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** The checks of {@code sightline doctor}. Each looks, changes nothing and gives advice. */
final class Checks {
    private static final long GIB = 1L << 30;
    private static final int SECONDS = 10;

    private final SightlineSettings settings;

    Checks(SightlineSettings settings) {
        this.settings = settings;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(memory());
        findings.add(images());
        findings.add(video());
        findings.add(providers());
        findings.add(npm());
        findings.addAll(new Preflight(settings, ModelStorage.catalog(settings)::verify).all());
        findings.add(kafka());
        findings.add(database());
        return findings;
    }

    private static Finding java() {
        Runtime.Version version = Runtime.version();
        return version.feature() >= 17
                ? Finding.ok(
                        "Java", version + " on " + System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                : Finding.bad("Java", version + " is too old; install a JDK 17 or newer");
    }

    private static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory();
        String text = String.format(
                "%.1f GiB heap, %d cores",
                heap / (double) GIB, Runtime.getRuntime().availableProcessors());
        return heap >= GIB
                ? Finding.ok("memory", text)
                : Finding.note("memory", text + "; give at least 1 GiB, such as SIGHTLINE_JAVA_OPTS=-Xmx2g");
    }

    private static Finding images() {
        return EmbedderNatives.openCvProblem()
                .map(problem -> Finding.bad(
                        "images",
                        "OpenCV does not load (" + problem + "); this build is for another system, rebuild here"))
                .orElseGet(() -> Finding.ok("images", "OpenCV loads"));
    }

    private static Finding video() {
        return SourceNatives.videoProblem()
                .map(problem -> Finding.bad(
                        "video",
                        "FFmpeg does not load (" + problem + "); this build is for another system, rebuild here"))
                .or(() -> SourceNatives.deviceProblem()
                        .map(problem -> Finding.note(
                                "video", "FFmpeg loads, but cameras of this computer cannot be read: " + problem)))
                .orElseGet(() -> Finding.ok("video", "FFmpeg loads"));
    }

    private Finding providers() {
        List<String> available =
                EmbedderNatives.providers().stream().map(Provider::label).toList();
        List<String> missing = settings.embedder().providers().stream()
                .filter(p -> !available.contains(p))
                .toList();
        return missing.isEmpty()
                ? Finding.ok("ONNX Runtime", "providers " + available)
                : Finding.note(
                        "ONNX Runtime",
                        "providers " + available + ", not " + missing
                                + "; for CUDA and TensorRT build with SIGHTLINE_MAVEN_PROFILES=gpu");
    }

    private static Finding npm() {
        try {
            Process npm = new ProcessBuilder("npm", "--version")
                    .redirectErrorStream(true)
                    .start();
            // One that hangs must not hang the check: its end also ends its output.
            CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(npm::destroyForcibly);
            String version = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return npm.waitFor() == 0
                    ? Finding.ok("npm", version.strip())
                    : Finding.note("npm", "does not run; it is needed to fetch default models");
        } catch (IOException e) {
            return Finding.note("npm", "is not here; it is needed to fetch default models once");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.note("npm", "was not checked");
        }
    }

    private Finding kafka() {
        Optional<KafkaAccess> outside = OutsideKafka.of(settings);
        if (outside.isEmpty()) {
            return Finding.ok("Kafka", "embedded; data in " + settings.data().folder());
        }
        String servers = outside.get().servers();
        KafkaSettings kafka = Policies.kafka(settings.kafka(), outside.get());
        try (Admin admin = new KafkaClients(kafka).admin()) {
            int nodes = admin.describeCluster()
                    .nodes()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .size();
            return Finding.ok("Kafka", servers + " answers with " + nodes + " brokers");
        } catch (ExecutionException | TimeoutException e) {
            return Finding.bad(
                    "Kafka",
                    servers + " does not answer within " + SECONDS
                            + " s; check kafka.bootstrap-servers and security settings under kafka.*");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.bad("Kafka", "was not checked");
        }
    }

    private static Finding embedded(Path folder) {
        try {
            Database.requireWhole(folder);
            return Finding.ok("database", "embedded H2 in " + folder);
        } catch (DatabaseException e) {
            return Finding.bad("database", String.valueOf(e.getMessage()));
        }
    }

    private Finding database() {
        Optional<String> url = settings.store().url().filter(u -> !u.isBlank());
        if (url.isEmpty()) {
            return embedded(Path.of(settings.data().folder()).resolve("database"));
        }
        DatabaseSettings database = DatabaseSettings.of(
                url.get(), settings.store().user(), settings.store().password().orElse(""));
        try {
            int steps = Database.stepsBehind(database);
            return steps == 0
                    ? Finding.ok("database", url.get() + " answers; schema up to date")
                    : Finding.note(
                            "database",
                            url.get() + " answers; its schema is " + steps
                                    + " steps behind, which the next service to start takes; back it up first");
        } catch (DatabaseException e) {
            return Finding.bad("database", String.valueOf(e.getMessage()));
        }
    }
}
