package dev.sightline.matcher.order;

import dev.sightline.contracts.camera.ClockOffset;
import dev.sightline.contracts.camera.ClockOffset.LeastDelay;
import dev.sightline.matcher.v1.CameraProgress;
import dev.sightline.matcher.v1.LeastDelayState;
import dev.sightline.matcher.v1.TrackerFrame;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sets right where the frames of a live camera go whose clock is off. What a camera's own frames say decides, so another
 * order of arrival, or a replay, decides the same. Footage without arrival times stays as it is. One thread.
 */
final class CameraClocks {
    private final long toleranceUs;
    private final Map<String, Clock> clocks = new HashMap<>();

    /** @param tolerance a clock that seems to be less behind is believed: its frames may have come slowly */
    CameraClocks(Duration tolerance) {
        this.toleranceUs = tolerance.toNanos() / 1_000;
    }

    private record Clock(long session, ClockOffset offset) {}

    /**
     * The capture time of a frame as a right clock would have told it, as far as that can be known. A clock that is ahead is
     * put back: no frame is captured after it arrived. One that is behind by more than the tolerance is put forward by what
     * is more.
     */
    long place(TrackerFrame frame) {
        long captured = frame.getCaptureTimeUs();
        long arrived = frame.getArrivalTimeUs();
        if (arrived == 0) {
            return captured;
        }
        ClockOffset offset = offset(frame.getCameraId(), frame.getSession());
        offset.arrived(captured, arrived);
        long delay = offset.leastDelayUs();
        long correction = Math.min(delay, 0) + Math.max(delay - toleranceUs, 0);
        return Math.min(captured + correction, arrived);
    }

    private ClockOffset offset(String cameraId, long session) {
        Clock known = clocks.get(cameraId);
        if (known == null || known.session() != session) {
            known = new Clock(session, new ClockOffset());
            clocks.put(cameraId, known);
        }
        return known.offset();
    }

    /** What the offset of a camera is estimated from, to be stored with its progress. */
    List<LeastDelayState> state(String cameraId) {
        Clock known = clocks.get(cameraId);
        return known == null
                ? List.of()
                : known.offset().recent().stream()
                        .map(least -> LeastDelayState.newBuilder()
                                .setSpan(least.span())
                                .setDelayUs(least.delayUs())
                                .build())
                        .toList();
    }

    void restore(CameraProgress progress) {
        if (progress.getRecentDelaysCount() > 0) {
            List<LeastDelay> recent = progress.getRecentDelaysList().stream()
                    .map(least -> new LeastDelay(least.getSpan(), least.getDelayUs()))
                    .toList();
            clocks.put(progress.getCameraId(), new Clock(progress.getSession(), new ClockOffset(recent)));
        }
    }
}
