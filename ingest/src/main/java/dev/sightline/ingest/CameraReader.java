package dev.sightline.ingest;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Clock;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.ingest.sample.MotionGate;
import dev.sightline.ingest.sample.Sampler;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.Picture;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.ingest.source.Stamp;
import dev.sightline.ingest.source.Timeline;
import dev.sightline.ingest.source.UnreadablePicture;
import dev.sightline.platform.retry.StopSignal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads one camera's source into its queue: recorded footage once, to its end or its failure, which both are told
 * downstream by an end-of-stream frame; live footage for ever, over lost connections. Runs on a thread of its own;
 * {@link #cancel} comes from another.
 */
final class CameraReader {
    private static final Logger log = LoggerFactory.getLogger(CameraReader.class);

    private final Camera camera;
    private final IngestPolicy policy;
    private final FrameQueue queue;
    private final CameraMeters meters;
    private final StopSignal stop;
    private final InstantSource wallClock;
    private final long session;
    private final Pacer pacer;
    private final Sampler sampler;
    private final Optional<MotionGate> gate;
    private volatile @Nullable FrameSource current;
    private long lastSequence;
    private long lastCaptureUs;
    private boolean known; // That the source is lost has been logged.
    private boolean recorded;
    private boolean paced;

    /** @param session of the frames of this reading */
    CameraReader(Camera camera, long session, IngestPolicy policy, CameraChannel channel, InstantSource wallClock) {
        this.camera = camera;
        this.session = session;
        this.policy = policy;
        this.queue = channel.queue();
        this.meters = channel.meters();
        this.stop = channel.stop();
        this.wallClock = wallClock;
        this.pacer = new Pacer(wallClock, stop);
        this.sampler = new Sampler(camera.getSampleFps());
        IngestPolicy.Motion motion = policy.motion();
        this.gate = camera.getMotionGate()
                ? Optional.of(new MotionGate(
                        motion.threshold(), motion.share(), motion.longestGap().toNanos() / 1000))
                : Optional.empty();
    }

    /** Reads until the footage ends or the stop signal is given. */
    void run() throws InterruptedException {
        Optional<SourceSpec> spec = spec();
        if (spec.isEmpty()) {
            end();
        } else if (spec.get().live()) {
            live(spec.get());
        } else {
            recorded(spec.get());
        }
    }

    private Optional<SourceSpec> spec() {
        try {
            return Optional.of(SourceSpec.parse(camera.getSource()));
        } catch (IllegalArgumentException e) {
            unavailable(e.getMessage(), Level.ERROR);
            return Optional.empty();
        }
    }

    /** Makes {@link #run} return soon, once the stop signal is given. */
    void cancel() {
        FrameSource source = current;
        if (source != null) {
            source.cancel();
        }
    }

    private void recorded(SourceSpec spec) throws InterruptedException {
        recorded = true;
        paced = camera.getRealTime();
        long start = camera.getStartTimeUs() == 0 && paced ? Pacer.micros(wallClock) : camera.getStartTimeUs();
        SourceOptions options = options().withStartTimeUs(start);
        lastCaptureUs = start == 0 ? Timeline.DEFAULT_START_US : start;
        read(spec, options, FrameSource.timeline(spec, options));
        end();
    }

    /** Recorded footage that is over, or never began, says so. */
    private void end() throws InterruptedException {
        if (!stop.isStopped()) {
            log.info("camera={} footage ended after frame {}", camera.getCameraId(), lastSequence);
            Stamp after = new Stamp(lastSequence + 1, lastCaptureUs, Clock.CLOCK_STREAM);
            queue.put(new QueuedFrame(frame(after).setEndOfStream(true).build(), new byte[0]));
        }
    }

    private void live(SourceSpec spec) throws InterruptedException {
        Timeline timeline = Timeline.live(wallClock);
        RandomGenerator jitter =
                new SplittableRandom(session ^ camera.getCameraId().hashCode());
        int failures = 0;
        while (!stop.isStopped()) {
            long before = lastSequence;
            read(spec, options(), timeline);
            boolean worked = lastSequence > before;
            failures = worked ? 1 : failures + 1;
            known = true;
            Duration wait = policy.connection().reconnect().delay(failures, jitter);
            if (stop.sleep(wait)) {
                meters.reconnects.increment();
            }
        }
    }

    /** One reading of the source, from opening it to losing it. */
    private void read(SourceSpec spec, SourceOptions options, Timeline timeline) throws InterruptedException {
        try (FrameSource source = FrameSource.of(spec, options, timeline)) {
            current = source;
            if (stop.isStopped()) {
                return;
            }
            source.open();
            log.info("camera={} reads {}", camera.getCameraId(), spec);
            pump(source);
        } catch (SourceUnavailable e) {
            unavailable(e.getMessage(), spec.live() ? Level.WARN : Level.ERROR);
        } catch (RuntimeException | LinkageError e) { // Native libraries may be missing.
            log.error("camera={} reading {} failed", camera.getCameraId(), spec, e);
        } finally {
            current = null;
        }
    }

    /** An error for recorded footage; a live source is tried again, and says so once until it has worked again. */
    private void unavailable(@Nullable String reason, Level level) {
        if (!stop.isStopped()) {
            meters.openFailures.increment();
            log.atLevel(known ? Level.DEBUG : level)
                    .log("camera={} cannot read its source: {}", camera.getCameraId(), reason);
        }
    }

    private void pump(FrameSource source) throws InterruptedException {
        while (!stop.isStopped() && !complete(lastSequence + 1)) {
            Grab grab = source.next();
            if (grab instanceof Grab.Taken taken) {
                take(taken.picture());
            } else if (grab instanceof Grab.Unreadable unreadable) {
                meters.damagedImages.increment();
                log.warn("camera={} {}", camera.getCameraId(), unreadable.reason());
                pass(unreadable.stamp());
                if (sampled(unreadable.stamp())) {
                    enqueue(frame(unreadable.stamp()).build(), unreadable.raw());
                }
            } else if (grab instanceof Grab.Damaged damaged) {
                meters.damagedPackets.increment();
                log.debug("camera={} damaged: {}", camera.getCameraId(), damaged.reason());
            } else if (grab instanceof Grab.Lost lost) {
                if (!stop.isStopped()) {
                    log.atLevel(known ? Level.DEBUG : Level.WARN)
                            .log("camera={} lost its source: {}", camera.getCameraId(), lost.reason());
                }
                return;
            } else {
                return;
            }
        }
    }

    /** Whether the camera wants nothing from this frame on. */
    private boolean complete(long sequence) {
        return recorded && camera.getLastSequence() > 0 && sequence > camera.getLastSequence();
    }

    private void take(Picture picture) throws InterruptedException {
        Stamp stamp = picture.stamp();
        if (complete(stamp.sequence())) { // Frames before it were damaged.
            lastSequence = camera.getLastSequence();
            return;
        }
        pass(stamp);
        if (!sampled(stamp)) {
            return;
        }
        try {
            if (gate.isPresent() && !moves(gate.get(), picture)) {
                meters.skippedMotion.increment();
                return;
            }
            byte[] jpeg = picture.jpeg(policy.jpegQuality());
            enqueue(
                    frame(stamp)
                            .setWidth(picture.width())
                            .setHeight(picture.height())
                            .build(),
                    jpeg);
        } catch (UnreadablePicture e) {
            meters.damagedPackets.increment();
            log.debug("camera={} frame {}: {}", camera.getCameraId(), stamp.sequence(), e.getMessage());
        }
    }

    /** A picture that does not decode counts as motion: whoever decodes it next has to see it. */
    private static boolean moves(MotionGate gate, Picture picture) {
        byte[] luma;
        try {
            luma = picture.luma(MotionGate.WIDTH, MotionGate.HEIGHT);
        } catch (UnreadablePicture e) {
            return true;
        }
        return gate.passes(picture.stamp().captureTimeUs(), luma);
    }

    private boolean sampled(Stamp stamp) {
        boolean take = sampler.take(stamp.captureTimeUs());
        if (!take) {
            meters.skippedSampling.increment();
        }
        return take;
    }

    /** Notes that the source is at this place and, for recorded footage in real time, waits for its moment. */
    private void pass(Stamp stamp) {
        known = false;
        lastSequence = stamp.sequence();
        lastCaptureUs = stamp.captureTimeUs();
        if (paced) {
            pacer.await(stamp.captureTimeUs());
        }
    }

    private void enqueue(Frame frame, byte[] picture) throws InterruptedException {
        meters.droppedBehind.increment(queue.put(new QueuedFrame(frame, picture)));
    }

    private Frame.Builder frame(Stamp stamp) {
        return Frame.newBuilder()
                .setCameraId(camera.getCameraId())
                .setSiteId(camera.getSiteId())
                .setSession(session)
                .setSequence(stamp.sequence())
                .setCaptureTimeUs(stamp.captureTimeUs())
                .setClock(stamp.clock());
    }

    private SourceOptions options() {
        IngestPolicy.Connection connection = policy.connection();
        double imageFps = camera.getSampleFps() > 0
                ? camera.getSampleFps()
                : SourceOptions.defaults().imageFps();
        return new SourceOptions(
                0, imageFps, connection.openTimeout(), connection.readTimeout(), connection.decoderThreads());
    }
}
