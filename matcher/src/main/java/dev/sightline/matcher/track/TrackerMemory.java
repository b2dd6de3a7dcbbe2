package dev.sightline.matcher.track;

import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.track.JumpGuard.Position;
import dev.sightline.matcher.track.TrackOutcome.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All state of one camera's tracker. Mutable, owned by its {@link CameraTracker}. */
final class TrackerMemory {
    /** Most frames that a gap can be filled over, however high the frame rate. */
    static final int LONGEST_GAP_FRAMES = 256;

    boolean started;
    boolean ended;
    long session;
    long sequence;
    /** Event time of the last frame; never runs backwards. */
    long nowUs;

    /** A frame that was put aside because it jumped too far ahead. */
    @Nullable
    Position suspect;

    /** By how much the camera has moved its picture. */
    Shift shift = Shift.NONE;

    long nextOrdinal = 1;
    AppearanceScale appearance = new AppearanceScale();
    /** Frames that a gap may be filled in, oldest first. */
    final Deque<SeenFrame> recentFrames = new ArrayDeque<>();

    final List<Track> tracks = new ArrayList<>();

    /** Why an observation is not the next one, if it is not. */
    Optional<Reason> refusal(Observation observation) {
        if (!started || observation.getSession() > session) {
            return Optional.empty();
        }
        if (observation.getSession() < session || observation.getSequence() < sequence) {
            return Optional.of(Reason.LATE);
        }
        if (observation.getSequence() == sequence) {
            // The end may carry the number of the last frame.
            return observation.getEndOfStream() && !ended ? Optional.empty() : Optional.of(Reason.REPEATED);
        }
        return ended ? Optional.of(Reason.ENDED) : Optional.empty();
    }

    /**
     * Why an observation jumps implausibly far, if it does; it is remembered then, and the next one that goes on from it
     * proves the jump.
     */
    Optional<String> jump(Observation observation, long arrivedUs) {
        Position next = new Position(
                observation.getSession(),
                observation.getSequence(),
                observation.getCaptureTimeUs(),
                observation.getEndOfStream());
        Position last = started ? new Position(session, sequence, nowUs, ended) : null;
        Optional<String> fault = JumpGuard.fault(last, next, arrivedUs);
        boolean plausible = fault.isEmpty() || next.confirms(suspect, arrivedUs);
        suspect = plausible ? null : next;
        return plausible ? Optional.empty() : fault;
    }

    boolean isOtherSession(Observation observation) {
        return started && observation.getSession() != session;
    }

    /** By how much the camera has moved its picture when it takes the next frame. */
    Shift shiftAt(Observation observation) {
        return !started || isOtherSession(observation) ? Shift.NONE : shift.then(observation);
    }

    /** By how much the camera had moved when it saw a tracklet last; as now where that is long ago. */
    Shift shiftOf(Track track) {
        for (SeenFrame seen : recentFrames) {
            if (seen.time().sequence() == track.lastSequence) {
                return seen.shift();
            }
        }
        return shift;
    }

    /** Moves on to an observation that was not refused. */
    void advance(Observation observation, LifePolicy life) {
        shift = shiftAt(observation);
        if (!started || isOtherSession(observation)) {
            recentFrames.clear();
            nextOrdinal = 1;
            nowUs = observation.getCaptureTimeUs();
        }
        started = true;
        session = observation.getSession();
        sequence = observation.getSequence();
        ended = observation.getEndOfStream();
        nowUs = Math.max(nowUs, observation.getCaptureTimeUs());
        if (!ended) {
            recentFrames.addLast(new SeenFrame(now(), shift));
        }
        double oldest = nowUs - life.interpolateSeconds() * 1e6;
        while (!recentFrames.isEmpty()
                && (recentFrames.size() > LONGEST_GAP_FRAMES
                        || recentFrames.getFirst().time().timeUs() < oldest)) {
            recentFrames.removeFirst();
        }
    }

    String id(String cameraId, Track track) {
        return Ids.tracklet(cameraId, session, track.ordinal);
    }

    FrameTime now() {
        return new FrameTime(sequence, nowUs);
    }
}
