package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Follows the people of one camera: one observation in, one frame of boxes and tracklet updates out. Needs
 * observations in the order of (session, sequence); repeated and late ones are ignored, and ones whose numbers jump
 * implausibly far ahead ({@link JumpGuard}) are put aside. Time is capture time, so frame
 * gaps and low or irregular rates need nothing special. The same observations always give the same bytes, also across
 * {@link #save} and {@link #restore} at any frame.
 *
 * <p>What is reported: a tracklet's boxes from its confirmation on come with their frame; the boxes before it, and those
 * of a gap that was bridged, follow as past boxes of an update, each once. Complete tracks are both together, without
 * predicted boxes.
 *
 * <p>The filter of an unseen tracklet stays at its last sight and is predicted from there in one step, so no error
 * builds up while it is unseen: what OC-SORT (Cao et al. 2023) repairs by re-updating along a virtual track does not
 * arise here, and re-updating measured no gain.
 *
 * <p>Motion by Kalman filter, two-step association by score with motion and appearance in one optimal assignment,
 * tracklets confirmed after several hits, kept a while when lost and found again by where they should be and how they
 * look, gaps then filled by interpolation. Faces ride with their person ({@link Faces}).
 *
 * <p>Not safe for use by several threads at once.
 */
public final class CameraTracker {
    private final TrackPolicy policy;
    private final String cameraId;
    private final TrackerMemory memory;

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
     * A tracker that goes on where {@link #save} was called.
     *
     * @throws IllegalArgumentException when the bytes are no state of this version
     */
    public static CameraTracker restore(TrackPolicy policy, String cameraId, byte[] state) {
        return new CameraTracker(policy, cameraId, TrackerStateCodec.read(state));
    }

    /** Everything this tracker knows. */
    public byte[] save() {
        return TrackerStateCodec.write(memory);
    }

    /** Takes the next frame as if it arrived when it was captured. */
    public TrackOutcome observe(Observation observation) {
        return observe(observation, observation.getCaptureTimeUs());
    }

    /** Lets go of the pictures of all tracklets, which are most of what it knows; what was made of them stays. */
    public void dropCrops() {
        memory.tracks.forEach(track -> track.appearances.values().forEach(Appearance::dropCrops));
    }

    /** Lets go of all exemplars; means and places stay. */
    public void dropExemplars() {
        memory.tracks.forEach(track -> track.appearances.values().forEach(Appearance::dropExemplars));
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
                UsableDetection.usable(observation, policy.association().lowScore());
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
