package dev.sightline.ingest;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.platform.retry.StopSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera as it was set up at one moment: a thread that reads, a thread that sends, a queue between them, nothing
 * shared with other cameras but the producer. A changed camera is a new run, which begins once the old one has ended, so
 * that their frames never mix.
 */
final class CameraRun {
    private static final Logger log = LoggerFactory.getLogger(CameraRun.class);

    private final Camera camera;
    private final CompletableFuture<Void> previous;
    private final CameraChannel channel;
    private final CameraReader reader;
    private final FrameSender sender;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread reading;
    private final Thread sending;

    /**
     * @param session of the frames, unless recorded footage is read at full speed
     * @param previous ends before this run begins
     */
    CameraRun(Camera camera, long session, CompletableFuture<Void> previous, Surroundings surroundings) {
        this.camera = camera;
        this.previous = previous;
        IngestPolicy policy = surroundings.policy();
        boolean live = live(camera);
        boolean now = live || camera.getRealTime();
        String id = camera.getCameraId();
        FrameQueue queue =
                new FrameQueue(live ? policy.queues().live() : policy.queues().recorded(), live);
        CameraMeters meters = new CameraMeters(surroundings.meters(), id, queue, now, surroundings.clock());
        this.channel = new CameraChannel(queue, meters, new StopSignal());
        this.reader = new CameraReader(camera, now ? session : 0, policy, channel, surroundings.clock());
        this.sender = new FrameSender(surroundings.outlet(), policy, channel, limit(live, surroundings));
        this.reading = new Thread(this::read, "ingest-read-" + id);
        this.sending = new Thread(this::send, "ingest-send-" + id);
        reading.setDaemon(true);
        sending.setDaemon(true);
    }

    private static AheadLimit limit(boolean live, Surroundings surroundings) {
        IngestPolicy.Ahead ahead = surroundings.policy().ahead();
        return live || ahead.consumerGroup().isEmpty()
                ? AheadLimit.none()
                : new AheadLimit(surroundings.progress(), ahead.maxFrames(), ahead.poll());
    }

    private void read() {
        try {
            previous.join();
            reader.run();
        } catch (InterruptedException e) {
            log.debug("camera={} reading interrupted", camera.getCameraId());
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            channel.queue().close();
        }
    }

    private void send() {
        try {
            sender.run();
        } catch (InterruptedException e) {
            log.debug("camera={} sending interrupted", camera.getCameraId());
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            channel.queue().close();
            channel.meters().close();
            ended.complete(null);
        }
    }

    private void failed(RuntimeException failure) {
        log.error("camera={} failed; the other cameras go on", camera.getCameraId(), failure);
        stop();
    }

    private static boolean live(Camera camera) {
        try {
            return SourceSpec.parse(camera.getSource()).live();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    void start() {
        reading.start();
        sending.start();
    }

    Camera camera() {
        return camera;
    }

    /** Completes when no frame of this run will follow. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Asks the run to end; returns at once. */
    void stop() {
        channel.stop().stop();
        reader.cancel();
        channel.queue().close();
    }

    /** Waits for the end after {@link #stop}; a thread that hangs is interrupted and left behind. */
    void join(Duration longest) {
        try {
            ended.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("camera={} did not stop within {}", camera.getCameraId(), longest);
            reading.interrupt();
            sending.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run ends without a failure", e);
        }
    }
}
