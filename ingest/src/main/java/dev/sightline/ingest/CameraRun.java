package dev.sightline.ingest;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.Finding;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.status.CameraReport;
import dev.sightline.ingest.status.Health;
import dev.sightline.platform.lifecycle.Worker;
import dev.sightline.platform.retry.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One camera as it was set up at one moment: a thread that reads, a thread that sends, a queue between them, nothing
 * shared with other cameras but the producer. A changed camera is a new run, which begins once the old one has ended, so
 * that their frames never mix.
 */
final class CameraRun {
    private final Camera camera;
    private final CompletableFuture<Void> previous;
    private final boolean live;
    private final CameraChannel channel;
    private final Health health;
    private final CameraReader reader;
    private final FrameSender sender;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Worker reading;
    private final Worker sending;

    /**
     * @param camera valid by {@code CameraCheck}
     * @param session of the frames, unless recorded footage is read at full speed
     * @param previous ends before this run begins
     */
    CameraRun(Camera camera, long session, CompletableFuture<Void> previous, IngestResources resources) {
        this.camera = camera;
        this.previous = previous;
        IngestPolicy policy = resources.policy();
        Clock clock = resources.clock();
        SourceSpec spec = SourceSpec.parse(camera.getSource());
        this.live = spec.live();
        boolean now = live || camera.getRealTime();
        long numbered = now ? session : 0;
        String id = camera.getCameraId();
        FrameQueue queue =
                new FrameQueue(live ? policy.queues().live() : policy.queues().recorded(), live);
        CameraReport report = new CameraReport(id, camera.getSiteId(), numbered, clock);
        this.health = new Health(policy.degraded(), clock);
        CameraMeters meters =
                new CameraMeters(resources.meters(), id, new CameraMeters.Shown(queue, report, health, now), clock);
        this.channel = new CameraChannel(queue, report, meters, new StopSignal());
        this.reader = new CameraReader(new FramePump.Setup(camera, numbered, policy, clock), spec, channel, health);
        this.sender = new FrameSender(resources.outlet(), policy, channel, limit(live, resources));
        this.reading = new Worker("ingest-read-" + id, stop -> read(), policy.drain(), this::failed);
        this.sending = new Worker("ingest-send-" + id, stop -> send(), policy.drain(), this::failed);
    }

    private static AheadLimit limit(boolean live, IngestResources resources) {
        IngestPolicy.Ahead ahead = resources.policy().ahead();
        return live || ahead.consumerGroup().isEmpty()
                ? AheadLimit.none()
                : new AheadLimit(resources.progress(), ahead.maxFrames(), ahead.poll());
    }

    private void read() throws InterruptedException {
        try {
            previous.join();
            reader.run();
        } finally {
            channel.queue().close();
        }
    }

    private void send() throws InterruptedException {
        try {
            sender.run();
        } finally {
            channel.queue().close();
            channel.report().closed();
            channel.meters().close();
            ended.complete(null);
        }
    }

    /** The other cameras go on. */
    private void failed(Throwable failure) {
        channel.report().failed(new Finding("internal-error", failure.toString(), 1, "see the log of ingest"));
        stop();
    }

    void start() {
        reading.start();
        sending.start();
    }

    Camera camera() {
        return camera;
    }

    /** How the camera is, its last seconds judged. */
    CameraReport report() {
        if (live && !ended.isDone()) {
            channel.report().judged(health.judge(channel.queue().oldestMillis()));
        }
        return channel.report();
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

    /** Waits for the end after {@link #stop}; threads that hang are interrupted and left behind. */
    void awaitEnd(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        sending.awaitEnd(longest);
        reading.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
}
