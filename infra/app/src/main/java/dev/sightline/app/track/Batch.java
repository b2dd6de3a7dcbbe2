package dev.sightline.app.track;

import dev.sightline.app.enrol.Photos;
import dev.sightline.app.results.BatchReader;
import dev.sightline.app.results.BatchResults;
import dev.sightline.app.results.CameraProblems;
import dev.sightline.app.run.Installation;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.ServiceHealth;
import dev.sightline.platform.lifecycle.ServiceHost;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param photos people to look for, by name
 */
public record Batch(
        SightlineSettings settings, List<Camera> cameras, List<AlertRule> rules, Map<String, List<Path>> photos) {
    public Batch {
        cameras = List.copyOf(cameras);
        rules = List.copyOf(rules);
        photos = new LinkedHashMap<>(photos);
        if (cameras.isEmpty()) {
            throw new UserError("there is no camera; name at least one, such as --camera north=north.mp4");
        }
    }

    /**
     * Runs to the end of all cameras, or until it is asked to stop: then what was read so far is the outcome.
     *
     * @param terminal where progress is shown
     * @throws UserError when no camera can be read, or a photo shows no face
     * @throws IllegalStateException when a service dies on the way
     * @throws IOException when a detections file or a photo cannot be read
     */
    public BatchOutcome run(Terminal terminal, StopRequest stop) throws IOException {
        Footage footage = Footage.of(cameras);
        footage.requireAny();
        try (Installation installation = Installation.open(settings)) {
            installation.createTopics();
            Map<String, String> lookedFor = enrol(installation);
            installation.publish(cameras, rules);
            BatchReader reader;
            BatchResults results;
            try (EmbedderModels models = installation.embedderModels();
                    BatchProgress progress = new BatchProgress(cameras.size(), footage.total(), terminal)) {
                List<Service> services =
                        List.of(installation.matcher(), installation.embedder(models), installation.ingest());
                reader = new BatchReader(installation.kafka(), ids(), progress);
                results = follow(services, reader, stop);
            }
            return new BatchOutcome(
                    results,
                    lookedFor,
                    incomplete(reader, stop),
                    CameraProblems.read(installation.kafka(), ids(), results));
        }
    }

    private Set<String> ids() {
        return cameras.stream().map(Camera::getCameraId).collect(Collectors.toSet());
    }

    /** Puts the people looked for on the watchlist; returns entry id to name. */
    private Map<String, String> enrol(Installation installation) throws IOException {
        if (photos.isEmpty()) {
            return Map.of();
        }
        Clock clock = Clock.systemUTC();
        Map<String, WatchlistEntry> entries = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, List<WatchlistExemplar>> described = Photos.describe(installation, photos, clock);
        described.forEach((name, exemplars) -> {
            String id = Ids.of("watchlist", name.strip().toLowerCase(Locale.ROOT));
            names.put(id, name);
            entries.put(
                    id,
                    WatchlistEntry.newBuilder()
                            .setEntryId(id)
                            .setName(name)
                            .setCreatedUs(clock.millis() * 1_000)
                            .addAllExemplars(exemplars)
                            .build());
        });
        new CompactedTopic<>(installation.kafka(), Topics.WATCHLIST).putAll(entries);
        return names;
    }

    private static BatchResults follow(List<Service> services, BatchReader reader, StopRequest stop) {
        try (ServiceHost host = new ServiceHost(services)) {
            if (!stop.isRequested()) {
                host.start();
            }
            BatchResults results =
                    reader.read(() -> !stop.isRequested() && dead(host).isEmpty());
            dead(host).ifPresent(service -> {
                throw new IllegalStateException(
                        "the " + service + " failed before the footage ended; its log says why");
            });
            return results;
        }
    }

    private static String incomplete(BatchReader reader, StopRequest stop) {
        List<String> unfinished = new ArrayList<>(reader.unfinished());
        if (unfinished.isEmpty() || !stop.isRequested()) {
            return "";
        }
        unfinished.sort(null);
        return "stopped before the end of camera " + String.join(", ", unfinished)
                + "; what had been read by then is here";
    }

    private static Optional<String> dead(ServiceHost host) {
        return host.health().stream()
                .filter(h -> !h.live())
                .map(ServiceHealth::service)
                .findFirst();
    }
}
