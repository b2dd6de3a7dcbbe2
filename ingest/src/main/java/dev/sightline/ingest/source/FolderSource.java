package dev.sightline.ingest.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a folder in name order (by time where {@code timestamps.csv} gives one), of any and differing sizes.
 * JPEGs go through as they are, other formats are decoded. Pictures that are none are handed on as such.
 */
final class FolderSource implements FrameSource {
    private static final Set<String> EXTENSIONS =
            Set.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff", "ppm", "pgm");

    private final Path folder;
    private final SourceOptions options;
    private final Timeline timeline;
    private List<Path> files = List.of();
    private Map<String, Long> times = Map.of();
    private int at;
    private volatile boolean cancelled;
    private @Nullable Mat decoded;

    FolderSource(Path folder, SourceOptions options, Timeline timeline) {
        this.folder = folder;
        this.options = options;
        this.timeline = timeline;
    }

    @Override
    public void open() throws SourceUnavailable {
        List<Path> found = list();
        if (found.isEmpty()) {
            throw new SourceUnavailable("image folder " + folder.toAbsolutePath() + " has no pictures: put "
                    + String.join(", ", EXTENSIONS.stream().sorted().toList()) + " files in it");
        }
        times = Timestamps.of(folder).microsByName();
        if (!times.isEmpty()) {
            order(found);
        }
        files = found;
    }

    private List<Path> list() throws SourceUnavailable {
        try (Stream<Path> entries = Files.list(folder)) {
            return new ArrayList<>(entries.filter(FolderSource::isPicture)
                    .sorted(Comparator.comparing(FolderSource::name))
                    .toList());
        } catch (IOException e) {
            throw new SourceUnavailable("image folder " + folder.toAbsolutePath() + " cannot be read: " + e);
        }
    }

    private void order(List<Path> found) throws SourceUnavailable {
        for (Path file : found) {
            if (!times.containsKey(name(file))) {
                throw new SourceUnavailable(folder.resolve(Timestamps.FILE).toAbsolutePath() + " has no line for "
                        + name(file) + ": give every picture a time, or remove " + Timestamps.FILE);
            }
        }
        found.sort(Comparator.comparing(file -> times.getOrDefault(name(file), 0L)));
        if (options.startTimeUs() == 0) {
            timeline.startAt(times.getOrDefault(name(found.get(0)), 0L));
        }
    }

    @Override
    public Grab next() {
        release();
        if (cancelled) {
            return new Grab.Lost("cancelled");
        }
        if (at == files.size()) {
            return new Grab.Ended();
        }
        Path file = files.get(at++);
        Long time = times.get(name(file));
        long step = Math.round(1e6 / options.imageFps());
        Stamp stamp = timeline.next(OptionalLong.of(time == null ? (at - 1) * step : time), step);
        try {
            return grab(file, stamp, Files.readAllBytes(file));
        } catch (IOException e) {
            return new Grab.Unreadable(stamp, new byte[0], file + " cannot be read: " + e);
        }
    }

    private Grab grab(Path file, Stamp stamp, byte[] bytes) {
        Optional<JpegHeader> header = JpegHeader.of(bytes);
        if (header.isPresent()) {
            int width = header.get().width();
            int height = header.get().height();
            return new Grab.Taken(new EncodedPicture(stamp, width, height, bytes));
        }
        Mat bgr = Pixels.decode(bytes);
        decoded = bgr;
        return bgr.empty()
                ? new Grab.Unreadable(stamp, bytes, file + " with " + bytes.length + " bytes is no picture")
                : new Grab.Taken(new MatPicture(stamp, bgr.cols(), bgr.rows(), () -> bgr));
    }

    private static boolean isPicture(Path file) {
        String name = name(file);
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && EXTENSIONS.contains(extension) && Files.isRegularFile(file);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private void release() {
        if (decoded != null) {
            decoded.close();
            decoded = null;
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {
        release();
    }
}
