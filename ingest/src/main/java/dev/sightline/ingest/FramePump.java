package dev.sightline.ingest;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Clock;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.ingest.sample.MotionGate;
import dev.sightline.ingest.sample.Sampler;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.Picture;
import dev.sightline.ingest.source.Stamp;
import dev.sightline.ingest.source.UnreadablePicture;
import dev.sightline.ingest.status.Health;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a camera's pictures from an open source into its queue: chooses by rate and motion, holds recorded footage to its
 * pace where asked, codes what is not JPEG. Outlives the connections of a live camera. Belongs to the reading thread.
 */
final class FramePump {
    private static final Logger log = LoggerFactory.getLogger(FramePump.class);

    private final Camera camera;
    private final long session;
    private final IngestPolicy policy;
    private final CameraChannel channel;
    private final Health health;
    private final InstantSource clock;
    private final Pacer pacer;
    private final Sampler sampler;
    private final Optional<MotionGate> gate;
    private final PrivacyMask mask;
    private final boolean recorded;
    private Stamp last;
    private long arrivedUs;

    /** @param recorded whether the source ends, and is paced and cut as the camera's record says */
    FramePump(Setup setup, CameraChannel channel, Health health, boolean recorded) {
        this.camera = setup.camera();
        this.session = setup.session();
        this.policy = setup.policy();
        this.clock = setup.clock();
        this.channel = channel;
        this.health = health;
        this.recorded = recorded;
        this.mask = new PrivacyMask(camera.getMaskList());
        this.pacer = new Pacer(clock, channel.stop());
        this.sampler = new Sampler(camera.getSampleFps());
        IngestPolicy.Motion motion = policy.motion();
        this.gate = camera.getMotionGate()
                ? Optional.of(new MotionGate(
                        motion.threshold(), motion.share(), motion.longestGap().toNanos() / 1000))
                : Optional.empty();
        this.last = new Stamp(0, 0, Clock.CLOCK_STREAM);
    }

    /** A camera as it was set up, and what numbers its frames. */
    record Setup(Camera camera, long session, IngestPolicy policy, InstantSource clock) {}

    /** Number of the last picture the source gave, taken or not; 0 before the first. */
    long lastSequence() {
        return last.sequence();
    }

    /**
     * Pumps until the source gives no more, the camera wants no more, or stops.
     *
     * @return why, for people
     */
    String pump(FrameSource source) throws InterruptedException {
        while (!channel.stop().isStopped() && !complete(last.sequence() + 1)) {
            Grab grab = source.next();
            if (grab instanceof Grab.Taken taken) {
                take(taken.picture());
            } else if (grab instanceof Grab.Unreadable unreadable) {
                unreadable(unreadable);
                channel.report().reading(source.findings());
            } else if (grab instanceof Grab.Damaged damaged) {
                damaged(damaged.reason());
                channel.report().reading(source.findings());
            } else if (grab instanceof Grab.Lost lost) {
                return lost.reason();
            } else {
                return "";
            }
        }
        return "";
    }

    /** Whether the camera wants nothing from this frame on. */
    boolean complete(long sequence) {
        return recorded && camera.getLastSequence() > 0 && sequence > camera.getLastSequence();
    }

    private void take(Picture picture) throws InterruptedException {
        Stamp stamp = picture.stamp();
        if (complete(stamp.sequence())) { // Frames before it were damaged.
            last = new Stamp(camera.getLastSequence(), last.captureTimeUs(), last.clock());
            return;
        }
        pass(stamp);
        if (!sampled(stamp)) {
            return;
        }
        try {
            if (gate.isPresent() && !moves(gate.get(), picture)) {
                channel.meters().skippedMotion.increment();
                return;
            }
            byte[] jpeg = mask.jpeg(picture, policy.jpegQuality());
            enqueue(
                    frame(stamp)
                            .setWidth(picture.width())
                            .setHeight(picture.height())
                            .build(),
                    jpeg);
        } catch (UnreadablePicture e) {
            damaged("frame " + stamp.sequence() + ": " + e.getMessage());
        }
    }

    private void unreadable(Grab.Unreadable picture) throws InterruptedException {
        channel.meters().damagedImages.increment();
        health.damaged();
        log.warn("camera={} {}", camera.getCameraId(), picture.reason());
        pass(picture.stamp());
        if (sampled(picture.stamp())) {
            // What does not decode cannot be masked, so nothing of it goes on.
            enqueue(frame(picture.stamp()).build(), mask.isEmpty() ? picture.raw() : new byte[0]);
        }
    }

    private void damaged(String reason) {
        channel.meters().damagedPackets.increment();
        health.damaged();
        log.debug("camera={} damaged: {}", camera.getCameraId(), reason);
    }

    /** A picture that does not decode counts as motion: its next reader has to see it. */
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
            channel.meters().skippedSampling.increment();
        }
        return take;
    }

    /** Notes that the source is at this place and, for recorded footage in real time, waits for its moment. */
    private void pass(Stamp stamp) {
        channel.report().running();
        last = stamp;
        if (!recorded) {
            arrivedUs = Pacer.micros(clock);
            channel.report().arrived(stamp.captureTimeUs(), arrivedUs);
        }
        if (recorded && camera.getRealTime()) {
            pacer.await(stamp.captureTimeUs());
        }
    }

    private void enqueue(Frame frame, byte[] picture) throws InterruptedException {
        int dropped = channel.queue().put(new QueuedFrame(frame, picture, clock.millis()));
        channel.meters().droppedBehind.increment(dropped);
        channel.report().skipped(dropped);
        health.frame(dropped);
    }

    /**
     * Says downstream that nothing follows.
     *
     * @param startUs when the footage began, for footage that gave no picture
     */
    void end(long startUs) throws InterruptedException {
        Stamp after = new Stamp(
                last.sequence() + 1, last.sequence() == 0 ? startUs : last.captureTimeUs(), Clock.CLOCK_STREAM);
        channel.queue().put(new QueuedFrame(frame(after).setEndOfStream(true).build(), new byte[0], clock.millis()));
    }

    private Frame.Builder frame(Stamp stamp) {
        Frame.Builder frame = Frame.newBuilder();
        if (camera.hasPlace()) {
            frame.setPlace(camera.getPlace());
        }
        return frame.setCameraId(camera.getCameraId())
                .setSiteId(camera.getSiteId())
                .setSession(session)
                .setSequence(stamp.sequence())
                .setCaptureTimeUs(stamp.captureTimeUs())
                .setClock(stamp.clock())
                .setArrivalTimeUs(arrivedUs);
    }
}
