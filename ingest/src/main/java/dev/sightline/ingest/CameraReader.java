package dev.sightline.ingest;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.Finding;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.ingest.source.Timeline;
import dev.sightline.ingest.status.Health;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Opens one camera's source and has it pumped: recorded footage once, to its end or its failure, which both are said
 * downstream by an end-of-stream frame; live footage for ever, over lost connections. Runs on a thread of its own;
 * {@link #cancel} comes from another.
 */
final class CameraReader {
    private static final Logger log = LoggerFactory.getLogger(CameraReader.class);
    private static final String INTERNAL_ERROR = "internal-error";
    private static final String CONNECTION_LOST = "connection-lost";
    private static final String CHECK_CAMERA = "check the camera and its network; it is tried again by itself";

    private final FramePump.Setup setup;
    private final Camera camera;
    private final SourceSpec spec;
    private final CameraChannel channel;
    private final FramePump pump;
    private final Reconnect reconnect;
    private volatile @Nullable FrameSource current;
    private boolean quiet; // That the source is lost has been logged.

    CameraReader(FramePump.Setup setup, SourceSpec spec, CameraChannel channel, Health health) {
        this.setup = setup;
        this.camera = setup.camera();
        this.spec = spec;
        this.channel = channel;
        this.pump = new FramePump(setup, channel, health, !spec.live());
        IngestPolicy.Connection connection = setup.policy().connection();
        this.reconnect = new Reconnect(
                connection.reconnect(),
                connection.steady(),
                new SplittableRandom(setup.session() ^ camera.getCameraId().hashCode()));
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
        FrameSource source = current;
        if (source != null) {
            source.cancel();
        }
    }

    private void recorded() throws InterruptedException {
        boolean now = camera.getStartTimeUs() == 0 && camera.getRealTime();
        long start = now ? Pacer.micros(setup.clock()) : camera.getStartTimeUs();
        SourceOptions options = options().withStartTimeUs(start);
        Optional<Finding> failure = read(options, FrameSource.timeline(spec, options));
        if (channel.stop().isStopped()) {
            return;
        }
        if (failure.isPresent() && pump.lastSequence() == 0) {
            channel.report().failed(failure.get());
        } else {
            failure.filter(why -> why.kind().equals(INTERNAL_ERROR)).ifPresent(channel.report()::noted);
            channel.report().ended();
        }
        log.info("camera={} footage ended after frame {}", camera.getCameraId(), pump.lastSequence());
        pump.end(start == 0 ? Timeline.DEFAULT_START_US : start);
    }

    private void live() throws InterruptedException {
        Timeline timeline = Timeline.live(setup.clock());
        while (!channel.stop().isStopped()) {
            long begun = setup.clock().millis();
            long before = pump.lastSequence();
            Optional<Finding> failure = read(options(), timeline);
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

    /** One reading of the source, from opening it to its end; why it failed, if it did. */
    private Optional<Finding> read(SourceOptions options, Timeline timeline) throws InterruptedException {
        try (FrameSource source = FrameSource.of(spec, options, timeline)) {
            current = source;
            if (channel.stop().isStopped()) {
                return Optional.empty();
            }
            source.open();
            log.atLevel(quiet ? Level.DEBUG : Level.INFO).log("camera={} reads {}", camera.getCameraId(), spec);
            String lost = pump.pump(source);
            channel.report().reading(source.findings());
            return lost.isEmpty() ? Optional.empty() : Optional.of(lost(lost));
        } catch (SourceUnavailable e) {
            return Optional.of(unavailable(e));
        } catch (RuntimeException | LinkageError e) { // Native libraries may be missing.
            log.error("camera={} reading {} failed", camera.getCameraId(), spec, e);
            return Optional.of(new Finding(INTERNAL_ERROR, e.toString(), 1, "see the log of ingest"));
        } finally {
            channel.report().readingOver();
            current = null;
        }
    }

    private Finding lost(String reason) {
        if (!channel.stop().isStopped()) {
            log.atLevel(quiet ? Level.DEBUG : Level.WARN)
                    .log("camera={} lost its source: {}", camera.getCameraId(), reason);
        }
        return new Finding(CONNECTION_LOST, spec + " was lost: " + reason, 1, CHECK_CAMERA);
    }

    /** An error for recorded footage; a live source is tried again, and says so once until it has worked again. */
    private Finding unavailable(SourceUnavailable e) {
        if (!channel.stop().isStopped()) {
            channel.meters().openFailures.increment();
            Level level = quiet ? Level.DEBUG : spec.live() ? Level.WARN : Level.ERROR;
            log.atLevel(level).log("camera={} cannot read its source: {}", camera.getCameraId(), e.getMessage());
        }
        return e.finding();
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
