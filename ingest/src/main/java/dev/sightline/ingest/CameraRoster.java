package dev.sightline.ingest;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.ingest.source.Finding;
import dev.sightline.ingest.status.CameraReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cameras that run, and those that were refused, kept equal to the cameras topic. Nothing here waits for a camera:
 * stopping ones end by themselves, and a changed camera's new run waits for the old one on its own thread. Used by one
 * thread after another, but for {@link #trouble}.
 */
final class CameraRoster {
    private static final Logger log = LoggerFactory.getLogger(CameraRoster.class);
    private static final Duration STATUS_PAUSE = Duration.ofSeconds(2);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final IngestResources resources;
    private final Map<String, CameraRun> runs = new HashMap<>();
    private final Map<String, CompletableFuture<Void>> leaving = new HashMap<>();
    private final Map<String, CameraReport> reports = new ConcurrentHashMap<>();
    private long lastSession;

    CameraRoster(IngestResources resources) {
        this.resources = resources;
    }

    /** Starts a camera, or starts it again when it has changed; one that is paused ends. */
    void put(Camera camera) {
        if (camera.getPaused()) {
            pause(camera);
            return;
        }
        String id = camera.getCameraId();
        CameraRun old = runs.get(id);
        if (old != null && old.camera().equals(camera)) {
            return;
        }
        stop(id);
        log.info("camera={} site={} begins", id, camera.getSiteId());
        CompletableFuture<Void> previous = leaving.getOrDefault(id, CompletableFuture.completedFuture(null));
        CameraRun run = new CameraRun(camera, session(), previous, resources);
        runs.put(id, run);
        reports.put(id, run.report());
        run.start();
    }

    /** Ends a camera, whose status says that it is paused, until a record comes that is not. */
    private void pause(Camera camera) {
        String id = camera.getCameraId();
        stop(id);
        CameraReport before = reports.get(id);
        if (before == null || before.state() != CameraStatus.State.STATE_PAUSED) {
            CameraReport report = new CameraReport(id, camera.getSiteId(), 0, resources.clock());
            report.paused();
            reports.put(id, report);
            log.info("camera={} is paused", id);
        }
    }

    /** A record that describes no camera has come: what ran under its id ends, and its status says why. */
    void refuse(String id, String site, List<String> faults) {
        stop(id);
        CameraReport report = new CameraReport(id, site, 0, resources.clock());
        report.refused(new Finding(
                "refused", String.join("; ", faults), 1, "write a corrected record; it is taken as soon as it comes"));
        reports.put(id, report);
        log.warn("camera={} is refused: {}", printable(id), String.join("; ", faults));
    }

    /** Stops a camera, and its status goes; nothing happens when there is none of this id. */
    void remove(String id) {
        stop(id);
        if (reports.remove(id) != null) {
            resources.statuses().removed(id);
        }
    }

    private void stop(String id) {
        CameraRun old = runs.remove(id);
        if (old != null) {
            log.info("camera={} ends", id);
            old.stop();
            CompletableFuture<Void> before = leaving.getOrDefault(id, CompletableFuture.completedFuture(null));
            leaving.put(id, CompletableFuture.allOf(before, old.ended()));
        }
        leaving.values().removeIf(CompletableFuture::isDone);
    }

    /** Judges every camera by its last seconds and publishes what has changed. */
    void report() {
        publish(STATUS_PAUSE);
    }

    private void publish(Duration pause) {
        runs.values().forEach(CameraRun::report);
        reports.values().forEach(report -> report.due(pause).ifPresent(resources.statuses()::publish));
    }

    /** What is wrong with which cameras, one sentence each. Any thread. */
    List<String> trouble() {
        return reports.values().stream()
                .flatMap(report -> report.trouble().stream())
                .sorted()
                .toList();
    }

    /** How many cameras there are, refused ones included. Any thread. */
    int size() {
        return reports.size();
    }

    /** Stops every camera, waits for all as long as the policy gives them to drain, and publishes how it all ended. */
    void close() {
        List<CameraRun> all = new ArrayList<>(runs.values());
        all.forEach(CameraRun::stop);
        long deadline = System.nanoTime() + resources.policy().drain().toNanos();
        all.forEach(run -> run.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
        publish(AT_ONCE);
        runs.clear();
    }

    /** The start time in epoch milliseconds, and never the same twice. */
    private long session() {
        lastSession = Math.max(lastSession + 1, resources.clock().millis());
        return lastSession;
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
