package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.CameraStatus.State;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.ingest.status.CameraReport;
import dev.sightline.ingest.status.Health;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Collection;
import org.junit.jupiter.api.Test;

class CameraMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FrameQueue first = new FrameQueue(3, true);
    private final FrameQueue second = new FrameQueue(3, true);

    @Test
    void shouldKeepTheGaugesOfAChangedCameraWhoseOldRunEndsLater() {
        CameraMeters before = meters(first);
        CameraMeters after = meters(second);

        before.close();

        assertThat(gauges("queue.frames")).hasSize(1);
        // Two of the enum's values are no states.
        assertThat(gauges("state")).hasSize(State.values().length - 2);
        after.close();
        assertThat(gauges("queue.frames")).isEmpty();
    }

    @Test
    void shouldShowTheQueueOfTheRunThatBeganLast() throws InterruptedException {
        meters(first);
        meters(second);

        second.put(frame(1));

        assertThat(gauges("queue.frames")).extracting(Gauge::value).containsExactly(1.0);
    }

    private CameraMeters meters(FrameQueue queue) {
        Clock clock = Clock.systemUTC();
        Health health = new Health(IngestPolicy.defaults().degraded(), clock);
        CameraReport report = new CameraReport("door", "site", 0, clock);
        return new CameraMeters(registry, "door", new CameraMeters.Shown(queue, report, health, true), clock);
    }

    private Collection<Gauge> gauges(String name) {
        return registry.find("sightline.ingest." + name).gauges();
    }

    private static QueuedFrame frame(long sequence) {
        return new QueuedFrame(Frame.newBuilder().setSequence(sequence).build(), new byte[0], 7);
    }
}
