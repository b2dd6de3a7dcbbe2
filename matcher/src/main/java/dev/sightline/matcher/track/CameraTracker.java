package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the people of one camera: one observation in, one frame of boxes and tracklet updates out. Needs
 * observations in the order of (session, sequence); repeated and late ones are ignored, and ones whose numbers jump
 * implausibly far ahead ({@link JumpGuard}) are put aside. Time is capture time, so frame
 * gaps and low or irregular rates need nothing special. The same observations always give the same bytes, also across
 * {@link #drain} and {@link #restore} at any frame.
 *
 * <p>What is reported: a tracklet's boxes from its confirmation on come with their frame; the boxes before it, and those
 * of a gap that was bridged, follow as past boxes of an update, each once. So do those of a time when it was open whom the
 * tracklet showed ({@code Doubts}); with their frame they came as predicted ones. Complete tracks are boxes and past boxes
 * together, without predicted boxes.
 *
 * <p>The filter of an unseen tracklet stays at its last sight and is predicted from there in one step, so no error
 * builds up while it is unseen: what OC-SORT (Cao et al. 2023) repairs by re-updating along a virtual track does not
 * arise here, and re-updating measured no gain.
 *
 * <p>Motion by Kalman filter, two-step association by score with motion and appearance in one optimal assignment,
 * tracklets confirmed after several hits, kept a while when lost and found again by where they should be and how they
 * look, gaps then filled by interpolation. Faces ride with their person ({@link Faces}).
 *
 * <p>Where the camera moves, and its frames say by how much, everything is kept where it stands ({@link Shift}).
 *
 * <p>Not safe for use by several threads at once.
 */
public final class CameraTracker {
    private final TrackPolicy policy;
    private final String cameraId;
    private final TrackerMemory memory;
    private final WrittenEntries written = new WrittenEntries();

    /** A tracker that has seen nothing. */
    public CameraTracker(TrackPolicy policy, String cameraId) {
        this(policy, cameraId, new TrackerMemory());
    }

    private CameraTracker(TrackPolicy policy, String cameraId, TrackerMemory memory) {
        this.policy = Objects.requireNonNull(policy);
        this.cameraId = Objects.requireNonNull(cameraId);
        this.memory = memory;
    }

    /**
     * A tracker that goes on where the last {@link #drain} left its entries.
     *
     * @param entries all that were handed out and not deleted, by key
     * @throws IllegalArgumentException when they are no state that this version reads
     */
    public static CameraTracker restore(TrackPolicy policy, String cameraId, Map<String, byte[]> entries) {
        StoredEntries stored = new StoredEntries(Map.copyOf(entries));
        CameraTracker tracker = new CameraTracker(policy, cameraId, TrackerStateCodec.read(stored, policy.memory()));
        if (stored.byKey().size() > 1) {
            // One entry alone may be of version 1: then all parts are written with the next frame.
            tracker.drain((key, bytes) -> {});
        }
        return tracker;
    }

    /**
     * Hands every entry of its state that changed since the last call to {@code store}; null bytes delete. The camera's
     * own entry has the key "". No entry grows with the number of people.
     */
    public void drain(BiConsumer<String, byte @Nullable []> store) {
        written.drain(memory, store);
    }

    /** Takes the next frame as if it arrived when it was captured. */
    public TrackOutcome observe(Observation observation) {
        return observe(observation, observation.getCaptureTimeUs());
    }

    /**
     * Takes the next frame.
     *
     * @param arrivedUs when it arrived, microseconds since the epoch; a replay must pass the same
     * @throws IllegalArgumentException when a detection's descriptor is no unit vector; nothing has changed then
     */
    public TrackOutcome observe(Observation observation, long arrivedUs) {
        Optional<TrackOutcome.Reason> refusal = memory.refusal(observation);
        if (refusal.isPresent()) {
            return new TrackOutcome.Ignored(refusal.get());
        }
        List<UsableDetection> detections =
                UsableDetection.usable(observation, policy.association().lowScore(), memory.shiftAt(observation));
        Optional<String> jump = memory.jump(observation, arrivedUs);
        if (jump.isPresent()) {
            return new TrackOutcome.Implausible(jump.get());
        }
        TrackerFrame.Builder frame = TrackerFrame.newBuilder()
                .setCameraId(cameraId)
                .setSiteId(observation.getSiteId())
                .setSession(observation.getSession())
                .setSequence(observation.getSequence())
                .setCaptureTimeUs(observation.getCaptureTimeUs())
                .setWidth(observation.getWidth())
                .setHeight(observation.getHeight())
                .setEndOfStream(observation.getEndOfStream())
                .setArrivalTimeUs(observation.getArrivalTimeUs())
                .addAllModels(FrameModels.of(observation));
        Reports reports = new Reports(policy, cameraId, memory, frame);
        if (memory.isOtherSession(observation)) {
            reports.closeAll();
        }
        memory.advance(observation, policy.life());
        if (observation.getEndOfStream()) {
            reports.closeAll();
        } else {
            new FrameStep(policy, cameraId, memory, observation).run(detections);
            reports.report();
        }
        return new TrackOutcome.Tracked(frame.build());
    }
}
