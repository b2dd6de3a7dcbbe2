package dev.sightline.ingest;

import dev.sightline.contracts.v1.Camera;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cameras that run, kept equal to the cameras topic. Nothing here waits for a camera: stopping ones end by
 * themselves, and a changed camera's new run waits for the old one on its own thread. Used by one thread after another.
 */
final class CameraRoster {
    private static final Logger log = LoggerFactory.getLogger(CameraRoster.class);

    private final Surroundings surroundings;
    private final Map<String, CameraRun> runs = new HashMap<>();
    private final Map<String, CompletableFuture<Void>> leaving = new HashMap<>();
    private long lastSession;

    CameraRoster(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Starts a camera, or starts it anew when it has changed. */
    void put(Camera camera) {
        String id = camera.getCameraId();
        CameraRun old = runs.get(id);
        if (old != null && old.camera().equals(camera)) {
            return;
        }
        remove(id);
        log.info("camera={} site={} begins", id, camera.getSiteId());
        CompletableFuture<Void> previous = leaving.getOrDefault(id, CompletableFuture.completedFuture(null));
        CameraRun run = new CameraRun(camera, session(), previous, surroundings);
        runs.put(id, run);
        run.start();
    }

    /** Stops a camera; nothing happens when there is none of this id. */
    void remove(String id) {
        CameraRun old = runs.remove(id);
        if (old != null) {
            log.info("camera={} ends", id);
            old.stop();
            CompletableFuture<Void> before = leaving.getOrDefault(id, CompletableFuture.completedFuture(null));
            leaving.put(id, CompletableFuture.allOf(before, old.ended()));
        }
        leaving.values().removeIf(CompletableFuture::isDone);
    }

    /** Stops every camera and waits for each as long as the policy gives it to drain. */
    void close() {
        List<CameraRun> all = new ArrayList<>(runs.values());
        runs.clear();
        all.forEach(CameraRun::stop);
        all.forEach(run -> run.join(surroundings.policy().drain()));
    }

    /** The start time in epoch milliseconds, and never the same twice. */
    private long session() {
        lastSession = Math.max(lastSession + 1, surroundings.clock().millis());
        return lastSession;
    }
}
