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
import dev.sightline.ingest.source.UnreadablePicture;
import dev.sightline.ingest.video.VideoWriter;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.Problems;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a camera's footage once more and writes it with boxes and final identities, each picture at its own time. A
 * picture that cannot be read is left out; pictures of another size are fitted into the first one's. What does not work
 * out becomes a problem.
 */
final class AnnotatedVideo {
    private static final double USUAL_FPS = 10;

    private final Camera camera;
    private final Map<Long, List<TrackRow>> rows;
    private final Problems problems;
    private final StopRequest stop;
    private @Nullable VideoWriter writer;
    private int width;
    private int height;
    private long firstUs;

    private AnnotatedVideo(Camera camera, Map<Long, List<TrackRow>> rows, Problems problems, StopRequest stop) {
        this.camera = camera;
        this.rows = rows;
        this.problems = problems;
        this.stop = stop;
    }

    /** Writes the frames that were tracked, at the pace they were taken; false when there is no film. */
    static boolean write(Camera camera, List<TrackRow> rows, Path file, Problems problems, StopRequest stop) {
        Map<Long, List<TrackRow>> byFrame = rows.stream()
                .filter(r -> r.camera().equals(camera.getCameraId()))
                .collect(Collectors.groupingBy(TrackRow::frame));
        AnnotatedVideo film = new AnnotatedVideo(camera, byFrame, problems, stop);
        Path part = file.resolveSibling(camera.getCameraId() + ".part.mp4");
        try {
            boolean any = film.copy(part);
            if (any) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return any;
        } catch (IOException e) {
            film.fails("its film cannot be written to " + file + ": " + e.getMessage(), "free some space, run again");
        } catch (SourceUnavailable e) {
            film.fails("cannot be read again for its film: " + e.getMessage(), "");
        } finally {
            part.toFile().delete();
        }
        return false;
    }

    private void fails(String what, String advice) {
        problems.add(Problem.of(where(), "film-failed", what, advice));
    }

    private String where() {
        return "camera " + camera.getCameraId();
    }

    private boolean copy(Path file) throws IOException, SourceUnavailable {
        SourceSpec spec = SourceSpec.parse(camera.getSource());
        try (FrameSource source = FrameSource.open(spec, SourceOptions.defaults())) {
            boolean more = true;
            while (more) {
                if (stop.isRequested()) {
                    fails("its film was not finished: stopped", "");
                    return false;
                }
                more = pass(source.next(), file);
            }
        } finally {
            if (writer != null) {
                writer.close();
            }
        }
        if (writer == null) {
            fails("has no picture for a film", "");
        }
        return writer != null;
    }

    /** Whether the footage goes on. */
    private boolean pass(Grab grab, Path file) throws IOException {
        if (grab instanceof Grab.Taken taken) {
            Picture picture = taken.picture();
            if (camera.getLastSequence() > 0 && picture.stamp().sequence() > camera.getLastSequence()) {
                return false;
            }
            try {
                add(picture, file);
            } catch (UnreadablePicture e) {
                leftOut("picture " + picture.stamp().sequence() + ": " + e.getMessage());
            }
            return true;
        }
        if (grab instanceof Grab.Unreadable unreadable) {
            leftOut(unreadable.reason());
        }
        return !(grab instanceof Grab.Ended) && !(grab instanceof Grab.Lost);
    }

    private void leftOut(String reason) {
        problems.add(Problem.of(
                where(),
                "film-picture-left-out",
                "its film lacks pictures that cannot be read, the first: " + reason,
                "the film goes on over the gap; copy or export the footage again"));
    }

    private void add(Picture picture, Path file) throws IOException {
        BufferedImage image = picture.image();
        Annotator.draw(image, rows.getOrDefault(picture.stamp().sequence(), List.of()));
        long time = picture.stamp().captureTimeUs();
        VideoWriter film = writer;
        if (film == null) {
            width = image.getWidth();
            height = image.getHeight();
            firstUs = time;
            film = VideoWriter.timed(file, width, height, USUAL_FPS, VideoWriter.Codec.H264);
            writer = film;
        }
        film.write(fitted(image), time - firstUs);
    }

    /** A folder, and some videos, hold pictures of several sizes; a film has one. */
    private BufferedImage fitted(BufferedImage image) {
        if (image.getWidth() == width && image.getHeight() == height) {
            return image;
        }
        double scale = Math.min((double) width / image.getWidth(), (double) height / image.getHeight());
        int w = (int) Math.round(image.getWidth() * scale);
        int h = (int) Math.round(image.getHeight() * scale);
        BufferedImage fitted = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = fitted.createGraphics();
        g.drawImage(image, (width - w) / 2, (height - h) / 2, w, h, null);
        g.dispose();
        return fitted;
    }
}
