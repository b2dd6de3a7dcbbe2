package dev.sightline.app.track;

import dev.sightline.app.results.Annotator;
import dev.sightline.app.results.TrackRow;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.Picture;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.ingest.video.VideoWriter;
import dev.sightline.platform.problem.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a camera's footage once more and writes it with boxes and final identities. */
final class AnnotatedVideo {
    private static final double DEFAULT_FPS = 10;
    private static final double MICROS = 1e6;

    private AnnotatedVideo() {}

    /** Writes the frames that were tracked, at the pace they were taken. */
    static void write(Camera camera, List<TrackRow> rows, Path file) throws IOException {
        Map<Long, List<TrackRow>> byFrame = rows.stream()
                .filter(r -> r.camera().equals(camera.getCameraId()))
                .collect(Collectors.groupingBy(TrackRow::frame));
        SourceSpec spec = SourceSpec.parse(camera.getSource());
        try (FrameSource source = FrameSource.open(spec, SourceOptions.defaults())) {
            copy(source, camera, byFrame, file);
        } catch (SourceUnavailable e) {
            throw new UserError(
                    "camera " + camera.getCameraId() + " cannot be read again for its video: " + e.getMessage(), e);
        }
    }

    private static void copy(FrameSource source, Camera camera, Map<Long, List<TrackRow>> byFrame, Path file)
            throws IOException {
        Picture first = next(source);
        if (first == null) {
            return;
        }
        BufferedImage pending = annotated(first, byFrame);
        long firstTime = first.stamp().captureTimeUs();
        Picture second = next(source);
        double fps = second == null ? DEFAULT_FPS : rate(second.stamp().captureTimeUs() - firstTime);
        try (VideoWriter writer =
                new VideoWriter(file, pending.getWidth(), pending.getHeight(), fps, VideoWriter.Codec.H264)) {
            writer.write(pending);
            for (Picture p = second; p != null && !beyond(camera, p); p = next(source)) {
                writer.write(fitted(annotated(p, byFrame), pending));
            }
        }
    }

    private static boolean beyond(Camera camera, Picture picture) {
        return camera.getLastSequence() > 0 && picture.stamp().sequence() > camera.getLastSequence();
    }

    private static double rate(long stepUs) {
        return stepUs > 0 ? Math.min(120, Math.max(0.5, MICROS / stepUs)) : DEFAULT_FPS;
    }

    private static BufferedImage annotated(Picture picture, Map<Long, List<TrackRow>> byFrame) {
        BufferedImage image = picture.image();
        Annotator.draw(image, byFrame.getOrDefault(picture.stamp().sequence(), List.of()));
        return image;
    }

    /** A folder may hold pictures of several sizes; a video has one. */
    private static BufferedImage fitted(BufferedImage image, BufferedImage like) {
        if (image.getWidth() == like.getWidth() && image.getHeight() == like.getHeight()) {
            return image;
        }
        BufferedImage fitted = new BufferedImage(like.getWidth(), like.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        fitted.createGraphics().drawImage(image, 0, 0, like.getWidth(), like.getHeight(), null);
        return fitted;
    }

    private static @Nullable Picture next(FrameSource source) {
        while (true) {
            Grab grab = source.next();
            if (grab instanceof Grab.Taken taken) {
                return taken.picture();
            }
            if (grab instanceof Grab.Ended || grab instanceof Grab.Lost) {
                return null;
            }
        }
    }
}
