package dev.sightline.ingest;

import dev.sightline.contracts.v1.CameraStatus.State;
import dev.sightline.ingest.status.CameraReport;
import dev.sightline.ingest.status.Health;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * Every meter of ingest, for one camera (label {@code camera}). Counters outlive a change of the camera; the gauges go
 * with it. A camera that has never given a frame shows how long it has been tried.
 */
final class CameraMeters implements AutoCloseable {
    private static final String PREFIX = "sightline.ingest.";

    private final MeterRegistry registry;
    private final String camera;
    private final Clock clock;
    private final long begunMillis;
    private final AtomicLong lastCaptureUs = new AtomicLong();
    private final CameraReport report;
    private final List<Gauge> gauges = new ArrayList<>();
    final Counter produced;
    final Counter bytes;
    final Counter droppedBehind;
    final Counter droppedRefused;
    final Counter skippedSampling;
    final Counter skippedMotion;
    final Counter damagedPackets;
    final Counter damagedImages;
    final Counter reconnects;
    final Counter openFailures;

    /** What the gauges of a camera show. */
    record Shown(FrameQueue queue, CameraReport report, Health health, boolean live) {}

    CameraMeters(MeterRegistry registry, String camera, Shown shown, Clock clock) {
        this.registry = registry;
        this.camera = camera;
        this.clock = clock;
        this.report = shown.report();
        this.begunMillis = clock.millis();
        produced = counter("frames.produced", "Frames that Kafka has acknowledged", "kind", "picture");
        bytes = counter("frames.bytes", "Bytes of pictures that went out", "kind", "picture");
        droppedBehind = counter("frames.dropped", "Frames lost on the way to Kafka", "reason", "behind");
        droppedRefused = counter("frames.dropped", "Frames lost on the way to Kafka", "reason", "refused");
        skippedSampling = counter("frames.skipped", "Frames left out on purpose", "reason", "sampling");
        skippedMotion = counter("frames.skipped", "Frames left out on purpose", "reason", "motion");
        damagedPackets = counter("frames.damaged", "Parts of the source that could not be decoded", "kind", "packet");
        damagedImages = counter("frames.damaged", "Parts of the source that could not be decoded", "kind", "image");
        reconnects = counter("reconnects", "Times a live source was opened again", "kind", "live");
        openFailures = counter("open.failures", "Times a source could not be opened", "kind", "source");
        gauge("queue.frames", "Frames read and not yet handed to Kafka", shown.queue(), FrameQueue::size);
        gauge("oldest.seconds", "Age of the oldest frame that waits for Kafka", shown.queue(), this::oldest);
        for (State state : State.values()) {
            if (state != State.STATE_UNSPECIFIED && state != State.UNRECOGNIZED) {
                state(shown.report(), state);
            }
        }
        if (shown.live()) {
            gauge(
                    "behind.seconds",
                    "Age of the newest frame in Kafka, or how long there has been none",
                    this,
                    CameraMeters::age);
            gauge(
                    "clock.offset.seconds",
                    "How far capture times are ahead of arrival, by the frames that came fastest",
                    shown.report(),
                    r -> r.clockOffsetUs() / 1e6);
            gauge(
                    "skipped.share",
                    "Share of the last frames that were skipped, 0 to 1",
                    shown.health(),
                    Health::skippedShare);
        }
    }

    private void state(CameraReport report, State state) {
        String word = state.name().substring("STATE_".length()).toLowerCase(Locale.ROOT);
        Tags tags = Tags.of("camera", camera, "state", word);
        gauge("state", "1 for the state the camera is in", tags, report, r -> r.state() == state ? 1 : 0);
    }

    /** A frame of this capture time is in Kafka. */
    void acknowledged(long captureTimeUs, int size) {
        lastCaptureUs.accumulateAndGet(captureTimeUs, Math::max);
        report.sent();
        produced.increment();
        bytes.increment(size);
    }

    private double age() {
        long last = lastCaptureUs.get();
        return Math.max(0, clock.millis() - (last == 0 ? begunMillis : last / 1000)) / 1000.0;
    }

    private double oldest(FrameQueue queue) {
        OptionalLong oldest = queue.oldestMillis();
        return oldest.isEmpty() ? 0 : Math.max(0, clock.millis() - oldest.getAsLong()) / 1000.0;
    }

    private Counter counter(String name, String description, String label, String value) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tag("camera", camera)
                .tag(label, value)
                .register(registry);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        gauge(name, description, Tags.of("camera", camera), of, value);
    }

    /** A changed camera begins before its old run has drained: the newer gauge takes the older one's place. */
    private <T> void gauge(String name, String description, Tags tags, T of, ToDoubleFunction<T> value) {
        synchronized (registry) {
            shown(PREFIX + name, tags).ifPresent(registry::remove);
            gauges.add(Gauge.builder(PREFIX + name, of, value)
                    .description(description)
                    .tags(tags)
                    .register(registry));
        }
    }

    private Optional<Gauge> shown(String name, Iterable<Tag> tags) {
        return Optional.ofNullable(registry.find(name).tags(tags).gauge());
    }

    /** Takes away the gauges that are still this run's own. */
    @Override
    public void close() {
        synchronized (registry) {
            for (Gauge own : gauges) {
                Meter.Id id = own.getId();
                shown(id.getName(), id.getTags()).filter(g -> g == own).ifPresent(registry::remove);
            }
        }
    }
}
