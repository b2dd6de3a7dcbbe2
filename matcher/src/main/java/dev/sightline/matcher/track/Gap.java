package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.PastBox;
import java.util.function.Consumer;

/** Fills the frames between a tracklet's last sight and its return with boxes on the straight way between the two. */
final class Gap {
    private Gap() {}

    /**
     * Call before the tracklet takes the detection.
     *
     * @param boxes takes them
     */
    static void fill(
            Track track, UsableDetection back, TrackerMemory memory, String trackletId, Consumer<HeldBox> boxes) {
        boolean bridgeable = track.confirmed
                && !memory.recentFrames.isEmpty()
                && memory.recentFrames.getFirst().time().timeUs() <= track.lastTimeUs;
        if (!bridgeable) {
            return;
        }
        double length = memory.nowUs - track.lastTimeUs;
        for (SeenFrame seen : memory.recentFrames) {
            FrameTime frame = seen.time();
            if (frame.sequence() > track.lastSequence && frame.sequence() < memory.sequence) {
                double fraction = length > 0 ? (frame.timeUs() - track.lastTimeUs) / length : 0;
                Rect there = seen.shift().shown(track.lastBox.towards(back.box(), fraction));
                PastBox box = PastBox.newBuilder()
                        .setTrackletId(trackletId)
                        .setSequence(frame.sequence())
                        .setCaptureTimeUs(frame.timeUs())
                        .setBox(there.toMessage())
                        .build();
                boxes.accept(new HeldBox(box, seen.shift()));
            }
        }
    }
}
