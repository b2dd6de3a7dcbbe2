package dev.sightline.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * Every meter of ingest, for one camera (label {@code camera}). Counters outlive a change of the camera; the gauges go
 * with it.
 */
final class CameraMeters implements AutoCloseable {
    private static final String PREFIX = "sightline.ingest.";

    private final MeterRegistry registry;
    private final String camera;
    private final Clock clock;
    private final AtomicLong lastCaptureUs = new AtomicLong();
    private final List<Gauge> gauges;
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

    CameraMeters(MeterRegistry registry, String camera, FrameQueue queue, boolean live, Clock clock) {
        this.registry = registry;
        this.camera = camera;
        this.clock = clock;
        produced = counter("frames.produced", "Frames that Kafka has acknowledged", "kind", "picture");
        bytes = counter("frames.bytes", "Bytes of pictures that went out", "kind", "picture");
        droppedBehind = counter("frames.dropped", "Frames lost on the way to Kafka", "reason", "behind");
        droppedRefused = counter("frames.dropped", "Frames lost on the way to Kafka", "reason", "refused");
        skippedSampling = counter("frames.skipped", "Frames left out on purpose", "reason", "sampling");
        skippedMotion = counter("frames.skipped", "Frames left out on purpose", "reason", "motion");
        damagedPackets = counter("frames.damaged", "Parts of the source that could not be decoded", "kind", "packet");
        damagedImages = counter("frames.damaged", "Parts of the source that could not be decoded", "kind", "image");
        reconnects = counter("reconnects", "Times a live source was opened anew", "kind", "live");
        openFailures = counter("open.failures", "Times a source could not be opened", "kind", "source");
        Gauge waiting = gauge("queue.frames", "Frames read and not yet handed to Kafka", queue, FrameQueue::size);
        gauges = live
                ? List.of(
                        waiting,
                        gauge("behind.seconds", "Age of the newest acknowledged frame", this, CameraMeters::age))
                : List.of(waiting);
    }

    /** A frame of this capture time is in Kafka. */
    void acknowledged(long captureTimeUs, int size) {
        lastCaptureUs.accumulateAndGet(captureTimeUs, Math::max);
        produced.increment();
        bytes.increment(size);
    }

    private double age() {
        long last = lastCaptureUs.get();
        return last == 0 ? Double.NaN : Math.max(0, clock.millis() - last / 1000) / 1000.0;
    }

    private Counter counter(String name, String description, String label, String value) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tag("camera", camera)
                .tag(label, value)
                .register(registry);
    }

    private <T> Gauge gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        return Gauge.builder(PREFIX + name, of, value)
                .description(description)
                .tag("camera", camera)
                .register(registry);
    }

    @Override
    public void close() {
        gauges.stream().map(Meter::getId).forEach(registry::remove);
    }
}
