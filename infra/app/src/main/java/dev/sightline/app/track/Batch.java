package dev.sightline.app.track;

import dev.sightline.app.results.BatchReader;
import dev.sightline.app.results.BatchResults;
import dev.sightline.app.run.Installation;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.ServiceHealth;
import dev.sightline.platform.lifecycle.ServiceHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The live services over recorded footage until it ends. The same code runs as in {@code sightline run}; only the end
 * is different.
 *
 * @param settings whose data folder is fresh: what an earlier batch left there would be taken for this one's
 * @param cameras recorded footage
 * @param rules alert rules
 */
public record Batch(SightlineSettings settings, List<Camera> cameras, List<AlertRule> rules) {
    public Batch {
        cameras = List.copyOf(cameras);
        rules = List.copyOf(rules);
        Installation.requireCameras(cameras);
    }

    /**
     * Runs to the end of all cameras.
     *
     * @param terminal where progress is shown
     * @throws IllegalStateException when a service dies on the way
     * @throws IOException when a detections file cannot be read
     */
    public BatchResults run(PrintWriter terminal) throws IOException {
        try (Installation installation = Installation.open(settings);
                EmbedderModels models = installation.embedderModels();
                BatchProgress progress = BatchProgress.over(cameras.size(), terminal)) {
            installation.createTopics();
            installation.publish(cameras, rules);
            List<Service> services =
                    List.of(installation.matcher(), installation.embedder(models), installation.ingest());
            return follow(installation, services, progress);
        }
    }

    private BatchResults follow(Installation installation, List<Service> services, BatchProgress progress) {
        Set<String> ids = cameras.stream().map(Camera::getCameraId).collect(Collectors.toSet());
        try (ServiceHost host = new ServiceHost(services)) {
            host.start();
            BatchReader reader = new BatchReader(installation.kafka(), ids, progress);
            BatchResults results = reader.read(() -> dead(host).isEmpty());
            dead(host).ifPresent(service -> {
                throw new IllegalStateException(
                        "the " + service + " failed before the footage ended; its log says why");
            });
            return results;
        }
    }

    private static Optional<String> dead(ServiceHost host) {
        return host.health().stream()
                .filter(h -> !h.live())
                .map(ServiceHealth::service)
                .findFirst();
    }
}
