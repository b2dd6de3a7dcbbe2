package dev.sightline.bench.tracking;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.PastBox;
import dev.sightline.matcher.track.CameraTracker;
import dev.sightline.matcher.track.TrackOutcome;
import dev.sightline.matcher.track.TrackPolicy;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import java.util.ArrayList;
import java.util.List;

/**
 * The matcher's own tracker.
 *
 * @param compensated whether frames say by how much the camera moved
 */
record OurTracker(TrackPolicy policy, boolean compensated) implements BoxTracker {

    @Override
    public List<TrackedBox> follow(List<Observation> frames) {
        List<TrackedBox> boxes = new ArrayList<>();
        if (frames.isEmpty()) {
            return boxes;
        }
        Observation last = frames.get(frames.size() - 1);
        CameraTracker tracker = new CameraTracker(policy, last.getCameraId());
        for (Observation frame : frames) {
            add(
                    tracker.observe(
                            compensated
                                    ? frame
                                    : frame.toBuilder().clearCameraShift().build()),
                    boxes);
        }
        add(
                tracker.observe(last.toBuilder()
                        .clearDetections()
                        .setSequence(last.getSequence() + 1)
                        .setEndOfStream(true)
                        .build()),
                boxes);
        return boxes;
    }

    private static void add(TrackOutcome outcome, List<TrackedBox> boxes) {
        if (!(outcome instanceof TrackOutcome.Tracked tracked)) {
            throw new IllegalStateException("the tracker did not take a frame: " + outcome);
        }
        TrackerFrame frame = tracked.frame();
        String camera = frame.getCameraId();
        for (FrameBox box : frame.getBoxesList()) {
            if (!box.getPredicted()) {
                boxes.add(new TrackedBox(
                        camera, frame.getSequence(), box.getTrackletId(), box(box.getBox()), box.getScore()));
            }
        }
        for (TrackletUpdate update : frame.getUpdatesList()) {
            for (PastBox past : update.getPastBoxesList()) {
                boxes.add(new TrackedBox(
                        camera, past.getSequence(), past.getTrackletId(), box(past.getBox()), past.getScore()));
            }
        }
    }

    private static dev.sightline.trainer.evaluate.Box box(Box box) {
        return new dev.sightline.trainer.evaluate.Box(box.getX(), box.getY(), box.getWidth(), box.getHeight());
    }
}
