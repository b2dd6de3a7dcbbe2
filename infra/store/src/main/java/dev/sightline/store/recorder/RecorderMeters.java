package dev.sightline.store.recorder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The recorder's meters. */
final class RecorderMeters {
    private final MeterRegistry registry;
    private final Timer batches;
    private final Counter retries;
    private final Counter conflicts;
    private final Counter lost;
    private final Counter cropsSwept;
    private final Map<String, AtomicLong> lags = new ConcurrentHashMap<>();

    RecorderMeters(MeterRegistry registry) {
        this.registry = registry;
        this.batches = Timer.builder("sightline.recorder.batch")
                .description("Time to write one batch, retries included")
                .register(registry);
        this.retries = counter("sightline.recorder.retries", "Tries that passing trouble made fail");
        this.conflicts = counter("sightline.recorder.conflicts", "Batches that another recorder wrote first");
        this.lost = counter("sightline.recorder.lost", "Records that Kafka deleted before they were recorded");
        this.cropsSwept = counter("sightline.recorder.crops.swept", "Crops looked at because a row let them go");
    }

    /** Runs and measures the writing of one batch. */
    <T> T timed(Supplier<T> batch) {
        Timer.Sample sample = Timer.start(registry);
        try {
            return batch.get();
        } finally {
            sample.stop(batches);
        }
    }

    /** @param outcome written, stale (the database was ahead) or refused (a dead letter) */
    void record(String topic, String outcome) {
        Counter.builder("sightline.recorder.records")
                .description("Records taken, by outcome")
                .tag("topic", topic)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    void retried() {
        retries.increment();
    }

    void conflict() {
        conflicts.increment();
    }

    void lost(long records) {
        lost.increment(records);
    }

    void cropsSwept(int count) {
        cropsSwept.increment(count);
    }

    /** Records of a topic not yet recorded. */
    void lag(String topic, long records) {
        lags.computeIfAbsent(topic, this::lagGauge).set(records);
    }

    private AtomicLong lagGauge(String topic) {
        AtomicLong lag = new AtomicLong();
        Gauge.builder("sightline.recorder.lag", lag, AtomicLong::doubleValue)
                .description("Records in Kafka not yet recorded")
                .tag("topic", topic)
                .register(registry);
        return lag;
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
