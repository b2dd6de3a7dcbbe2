package dev.sightline.ingest;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.Finding;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.Timeline;
import dev.sightline.ingest.status.Health;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one camera's source: recorded footage once, to its end or its failure, which both are said downstream by an
 * end-of-stream frame; live footage for ever, over lost connections. Runs on a thread of its own; {@link #cancel} comes
 * from another.
 */
final class CameraReader {
    private static final Logger log = LoggerFactory.getLogger(CameraReader.class);

    private final FramePump.Setup setup;
    private final Camera camera;
    private final SourceSpec spec;
    private final CameraChannel channel;
    private final FramePump pump;
    private final SourceReading reading;

    CameraReader(FramePump.Setup setup, SourceSpec spec, CameraChannel channel, Health health) {
        this.setup = setup;
        this.camera = setup.camera();
        this.spec = spec;
        this.channel = channel;
        this.pump = new FramePump(setup, channel, health, !spec.live());
        this.reading = new SourceReading(camera.getCameraId(), spec, channel, pump);
    }

    /** Reads until the footage ends or the stop signal is given. */
    void run() throws InterruptedException {
        if (spec.live()) {
            live();
        } else {
            recorded();
        }
    }

    /** Makes {@link #run} return soon, once the stop signal is given. */
    void cancel() {
        reading.cancel();
    }

    private void recorded() throws InterruptedException {
        boolean now = camera.getStartTimeUs() == 0 && camera.getRealTime();
        long start = now ? Pacer.micros(setup.clock()) : camera.getStartTimeUs();
        SourceOptions options = options().withStartTimeUs(start);
        Optional<Finding> failure = reading.once(options, FrameSource.timeline(spec, options), false);
        if (channel.stop().isStopped()) {
            return;
        }
        if (failure.isPresent() && pump.lastSequence() == 0) {
            channel.report().failed(failure.get());
        } else {
            failure.filter(SourceReading::isInternal).ifPresent(channel.report()::noted);
            channel.report().ended();
        }
        log.info("camera={} footage ended after frame {}", camera.getCameraId(), pump.lastSequence());
        pump.end(start == 0 ? Timeline.DEFAULT_START_US : start);
    }

    private void live() throws InterruptedException {
        IngestPolicy.Connection connection = setup.policy().connection();
        Reconnect reconnect = new Reconnect(
                connection.reconnect(),
                connection.steady(),
                new SplittableRandom(setup.session() ^ camera.getCameraId().hashCode()));
        Timeline timeline = Timeline.live(setup.clock());
        boolean quiet = false; // That the source is lost has been logged.
        while (!channel.stop().isStopped()) {
            long begun = setup.clock().millis();
            long before = pump.lastSequence();
            Optional<Finding> failure = reading.once(options(), timeline, quiet);
            if (channel.stop().isStopped()) {
                return;
            }
            failure.ifPresent(channel.report()::unreachable);
            boolean worked = pump.lastSequence() > before;
            Duration wait =
                    reconnect.after(worked ? Duration.ofMillis(setup.clock().millis() - begun) : Duration.ZERO);
            quiet = !reconnect.first();
            if (channel.stop().sleep(wait)) {
                channel.meters().reconnects.increment();
            }
        }
    }

    private SourceOptions options() {
        IngestPolicy policy = setup.policy();
        IngestPolicy.Connection connection = policy.connection();
        double imageFps = camera.getSampleFps() > 0
                ? camera.getSampleFps()
                : SourceOptions.defaults().imageFps();
        return new SourceOptions(
                0,
                imageFps,
                policy.pictures().maxPixels(),
                new SourceOptions.Timeouts(connection.openTimeout(), connection.readTimeout()),
                connection.decoderThreads());
    }
}
