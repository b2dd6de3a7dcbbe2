package dev.sightline.ingest;

import dev.sightline.ingest.source.Finding;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.ingest.source.Timeline;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Opens a camera's source, has it pumped and closes it, and turns what goes wrong into a finding. Belongs to the reading
 * thread; {@link #cancel} comes from another.
 */
final class SourceReading {
    private static final Logger log = LoggerFactory.getLogger(SourceReading.class);
    private static final String INTERNAL_ERROR = "internal-error";
    private static final String CONNECTION_LOST = "connection-lost";
    private static final String CHECK_CAMERA = "check the camera and its network; it is tried again by itself";

    private final String camera;
    private final SourceSpec spec;
    private final CameraChannel channel;
    private final FramePump pump;
    private volatile @Nullable FrameSource current;

    SourceReading(String camera, SourceSpec spec, CameraChannel channel, FramePump pump) {
        this.camera = camera;
        this.spec = spec;
        this.channel = channel;
        this.pump = pump;
    }

    /** Whether the finding is a fault of ours, not of the source. */
    static boolean isInternal(Finding finding) {
        return finding.kind().equals(INTERNAL_ERROR);
    }

    /** Makes {@link #once} return soon, once the stop signal is given. */
    void cancel() {
        FrameSource source = current;
        if (source != null) {
            source.cancel();
        }
    }

    /**
     * One reading of the source, from opening it to its end.
     *
     * @param quiet whether it has been logged before that the source is lost
     * @return why it failed, if it did
     */
    Optional<Finding> once(SourceOptions options, Timeline timeline, boolean quiet) throws InterruptedException {
        try (FrameSource source = FrameSource.of(spec, options, timeline)) {
            current = source;
            if (channel.stop().isStopped()) {
                return Optional.empty();
            }
            source.open();
            log.atLevel(quiet ? Level.DEBUG : Level.INFO).log("camera={} reads {}", camera, spec);
            String lost = pump.pump(source);
            channel.report().reading(source.findings());
            return lost.isEmpty() ? Optional.empty() : Optional.of(lost(lost, quiet));
        } catch (SourceUnavailable e) {
            return Optional.of(unavailable(e, quiet));
        } catch (RuntimeException | LinkageError e) { // Native libraries may be missing.
            log.error("camera={} reading {} failed", camera, spec, e);
            return Optional.of(new Finding(INTERNAL_ERROR, e.toString(), 1, "see the log of ingest"));
        } finally {
            channel.report().readingOver();
            current = null;
        }
    }

    private Finding lost(String reason, boolean quiet) {
        if (!channel.stop().isStopped()) {
            log.atLevel(quiet ? Level.DEBUG : Level.WARN).log("camera={} lost its source: {}", camera, reason);
        }
        return new Finding(CONNECTION_LOST, spec + " was lost: " + reason, 1, CHECK_CAMERA);
    }

    /** An error for recorded footage; a live source is tried again, and says so once until it has worked again. */
    private Finding unavailable(SourceUnavailable e, boolean quiet) {
        if (!channel.stop().isStopped()) {
            channel.meters().openFailures.increment();
            Level level = quiet ? Level.DEBUG : spec.live() ? Level.WARN : Level.ERROR;
            log.atLevel(level).log("camera={} cannot read its source: {}", camera, e.getMessage());
        }
        return e.finding();
    }
}
