package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.PastBox;
import dev.sightline.matcher.track.TrackOutcome.Tracked;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Drives a tracker and collects what it reported: complete tracks and updates. */
final class Follower {
    private final CameraTracker tracker;
    private final List<TrackerFrame> frames = new ArrayList<>();

    Follower(TrackPolicy policy) {
        this.tracker = new CameraTracker(policy, Scenes.CAMERA);
    }

    Follower() {
        this(TrackPolicy.defaults());
    }

    TrackerFrame see(Observation observation) {
        TrackerFrame frame = ((Tracked) tracker.observe(observation)).frame();
        frames.add(frame);
        return frame;
    }

    /** Complete tracks, as a recording keeps them: tracklet to sequence to box, without predictions. */
    Map<String, TreeMap<Long, Box>> tracks() {
        Map<String, TreeMap<Long, Box>> tracks = new TreeMap<>();
        for (TrackerFrame frame : frames) {
            for (FrameBox box : frame.getBoxesList()) {
                if (!box.getPredicted()) {
                    tracks.computeIfAbsent(box.getTrackletId(), id -> new TreeMap<>())
                            .put(frame.getSequence(), box.getBox());
                }
            }
        }
        updates().flatMap(update -> update.getPastBoxesList().stream()).forEach(box -> put(tracks, box));
        return tracks;
    }

    /** The boxes of one tracklet by sequence; empty when there is none. */
    TreeMap<Long, Box> track(String trackletId) {
        return tracks().getOrDefault(trackletId, new TreeMap<>());
    }

    /** Left edge of a tracklet's first or last box. */
    float x(String trackletId, boolean last) {
        TreeMap<Long, Box> track = track(trackletId);
        return track.getOrDefault(last ? track.lastKey() : track.firstKey(), Box.getDefaultInstance())
                .getX();
    }

    private static void put(Map<String, TreeMap<Long, Box>> tracks, PastBox box) {
        Box before = tracks.computeIfAbsent(box.getTrackletId(), id -> new TreeMap<>())
                .put(box.getSequence(), box.getBox());
        if (before != null) {
            throw new AssertionError(box.getTrackletId() + " has two boxes in frame " + box.getSequence());
        }
    }

    Stream<TrackletUpdate> updates() {
        return frames.stream().flatMap(frame -> frame.getUpdatesList().stream());
    }

    List<Phase> phases(String trackletId) {
        return updates()
                .filter(update -> update.getTrackletId().equals(trackletId))
                .map(TrackletUpdate::getPhase)
                .toList();
    }
}
