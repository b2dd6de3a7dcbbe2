package dev.sightline.matcher.track;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.Map;
import java.util.TreeMap;

/** A tracker with a store, as the topology has one. */
final class StoredTracker {
    final TreeMap<String, byte[]> store;
    private CameraTracker tracker;
    /** Keys and values of the last frame. */
    int written;

    int largest;

    StoredTracker() {
        this(new TreeMap<>(), new CameraTracker(TrackPolicy.defaults(), Scenes.CAMERA));
    }

    private StoredTracker(TreeMap<String, byte[]> store, CameraTracker tracker) {
        this.store = store;
        this.tracker = tracker;
    }

    static StoredTracker restored(Map<String, byte[]> store) {
        TreeMap<String, byte[]> copy = new TreeMap<>(store);
        return new StoredTracker(copy, CameraTracker.restore(TrackPolicy.defaults(), Scenes.CAMERA, copy));
    }

    /** The entries, to be compared. */
    Map<String, ByteString> contents() {
        Map<String, ByteString> contents = new TreeMap<>();
        store.forEach((key, bytes) -> contents.put(key, ByteString.copyFrom(bytes)));
        return contents;
    }

    void restart() {
        tracker = store.isEmpty()
                ? new CameraTracker(TrackPolicy.defaults(), Scenes.CAMERA)
                : CameraTracker.restore(TrackPolicy.defaults(), Scenes.CAMERA, store);
    }

    TrackerFrame see(Observation observation) {
        return ((TrackOutcome.Tracked) observe(observation, observation.getCaptureTimeUs())).frame();
    }

    TrackOutcome observe(Observation observation, long arrivedUs) {
        TrackOutcome outcome = tracker.observe(observation, arrivedUs);
        written = 0;
        tracker.drain((key, bytes) -> {
            written += key.length() + (bytes == null ? 0 : bytes.length);
            largest = Math.max(largest, bytes == null ? 0 : bytes.length);
            if (bytes == null) {
                store.remove(key);
            } else {
                store.put(key, bytes);
            }
        });
        return outcome;
    }
}
