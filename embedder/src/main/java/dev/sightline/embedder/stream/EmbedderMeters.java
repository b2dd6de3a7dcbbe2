package dev.sightline.embedder.stream;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.embedder.drift.DriftMonitor;
import dev.sightline.embedder.network.Provider;
import dev.sightline.platform.health.RecentShare;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Every meter of the embedder. */
final class EmbedderMeters {
    private static final double DEGRADED_SHARE = 0.1;
    private static final int LEAST_FRAMES = 20;
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private final RecentShare skippedShare;
    private final Counter observed;
    private final Counter refused;
    private final Counter skipped;
    private final Counter people;
    private final Counter faces;
    private final Counter described;
    private final Counter describedNext;
    private final MeterRegistry registry;
    private final DriftMonitor drift;
    private final Timer age;
    private final Map<String, AtomicInteger> fallbacks = new ConcurrentHashMap<>();

    EmbedderMeters(MeterRegistry meters, Map<Provider, Long> fallbacks, IntSupplier inFlight, InstantSource clock) {
        skippedShare = new RecentShare(WINDOW, clock);
        observed = frames(meters, "observed");
        refused = frames(meters, "refused");
        skipped = frames(meters, "skipped-old");
        people = meters.counter("sightline.embedder.detections", "modality", "person");
        faces = meters.counter("sightline.embedder.detections", "modality", "face");
        described = meters.counter("sightline.embedder.descriptors");
        describedNext = meters.counter("sightline.embedder.descriptors.next");
        registry = meters;
        drift = new DriftMonitor(meters, clock);
        age = Timer.builder("sightline.embedder.latency")
                .description("From a frame's record to its observation handed to Kafka; live frames only")
                .publishPercentileHistogram()
                .register(meters);
        meters.gauge("sightline.embedder.in.flight", inFlight, IntSupplier::getAsInt);
        fallbacks.forEach((provider, count) -> Counter.builder("sightline.embedder.provider.fallbacks")
                .description("Networks that passed over a configured execution provider")
                .tag("provider", provider.label())
                .register(meters)
                .increment(count));
    }

    private static Counter frames(MeterRegistry meters, String outcome) {
        return meters.counter("sightline.embedder.frames", "outcome", outcome);
    }

    void observed(Observation observation, Duration latency) {
        observed.increment();
        drift.observed(observation);
        for (var detection : observation.getDetectionsList()) {
            (detection.getModality() == Modality.MODALITY_FACE ? faces : people).increment();
            if (detection.hasVector()) {
                described.increment();
            }
            if (detection.hasNextVector()) {
                describedNext.increment();
            }
        }
        if (observation.getSession() != 0) {
            skippedShare.add(1, 0);
        }
        if (observation.getSession() != 0 && !latency.isNegative()) {
            age.record(latency);
        }
    }

    /** How many describers of a task are loaded: two while models change. */
    void loadedModels(String task, IntSupplier loaded) {
        registry.gauge("sightline.embedder.models.loaded", Tags.of("task", task), loaded, IntSupplier::getAsInt);
    }

    /** An assignment of the models topic came into force, or could not. */
    void modelChange(String task, boolean applied) {
        registry.counter("sightline.embedder.model.changes", "task", task, "outcome", applied ? "applied" : "refused")
                .increment();
    }

    /** Whether a task is served by the configured model because the assigned one cannot be used: an alarm while it is 1. */
    void fallback(String task, boolean inForce) {
        fallbacks
                .computeIfAbsent(
                        task,
                        t -> registry.gauge(
                                "sightline.embedder.model.fallback", Tags.of("task", t), new AtomicInteger()))
                .set(inForce ? 1 : 0);
    }

    void refused() {
        refused.increment();
    }

    /** A live frame was too old to matter. */
    void skipped() {
        skipped.increment();
        skippedShare.add(1, 1);
    }

    /** Why the embedder is degraded; empty when it keeps up with the live cameras. */
    Optional<String> degraded() {
        double share = skippedShare.share(LEAST_FRAMES);
        return share <= DEGRADED_SHARE
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%.0f%% of the live frames of the last %d s came too late and were skipped: give it more computing"
                                + " power, or lower the cameras' fps",
                        100 * share,
                        WINDOW.toSeconds()));
    }
}
