package dev.sightline.console.live;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The cameras and how each is, as two compacted topics say. Thread-safe. */
public final class CameraBoard {
    private final Map<String, Camera> cameras = new TreeMap<>();
    private final Map<String, CameraStatus> states = new TreeMap<>();

    /**
     * A camera and how it is.
     *
     * @param camera as it is configured
     * @param status as ingest says; the default instance while ingest has said nothing
     */
    public record Entry(Camera camera, CameraStatus status) {
        /** A camera of which ingest has said nothing. */
        public Entry(Camera camera) {
            this(camera, CameraStatus.getDefaultInstance());
        }
    }

    /** A record of the cameras topic; empty: removed. */
    public synchronized void camera(String id, Optional<Camera> camera) {
        camera.ifPresentOrElse(c -> cameras.put(id, c), () -> cameras.remove(id));
    }

    /** A record of the camera-status topic; empty: removed. */
    public synchronized void status(String id, Optional<CameraStatus> status) {
        status.ifPresentOrElse(s -> states.put(id, s), () -> states.remove(id));
    }

    /** All, by id. */
    public synchronized List<Entry> all() {
        return cameras.keySet().stream().flatMap(id -> entry(id).stream()).toList();
    }

    public synchronized Optional<Entry> find(String id) {
        return entry(id);
    }

    private Optional<Entry> entry(String id) {
        return Optional.ofNullable(cameras.get(id))
                .map(camera -> Optional.ofNullable(states.get(id))
                        .map(status -> new Entry(camera, status))
                        .orElseGet(() -> new Entry(camera)));
    }
}
