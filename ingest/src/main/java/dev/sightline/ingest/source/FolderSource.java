package dev.sightline.ingest.source;

import dev.sightline.platform.picture.BrokenPicture;
import dev.sightline.platform.picture.PictureFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The pictures of a folder in the order of their numbers (by time where {@code timestamps.csv} gives one), of any and
 * differing sizes, upright. Upright JPEGs go through as they are, all else is decoded. Pictures that are none are handed on
 * as such, and named in the findings.
 */
final class FolderSource implements FrameSource {
    private static final int NAMED = 5;
    private static final long LARGEST_FILE = 512L << 20;

    private final Path folder;
    private final SourceOptions options;
    private final Timeline timeline;
    private List<Path> files = List.of();
    private Map<String, Long> times = Map.of();
    private int at;
    private volatile boolean cancelled;
    private final EncodedPictures pictures;
    private final List<String> broken = new ArrayList<>();
    private List<Path> unsupported = List.of();

    FolderSource(Path folder, SourceOptions options, Timeline timeline) {
        this.folder = folder;
        this.options = options;
        this.timeline = timeline;
        this.pictures = new EncodedPictures(options.maxPixels());
    }

    @Override
    public void open() throws SourceUnavailable {
        List<Path> found = list();
        if (found.isEmpty()) {
            throw new SourceUnavailable(
                    Finding.NOT_A_VIDEO,
                    "image folder " + folder.toAbsolutePath() + " has no pictures"
                            + (unsupported.isEmpty() ? "" : " of a format that is read, but " + named(unsupported)),
                    "put " + PictureFolder.endings() + " files in it");
        }
        times = Timestamps.of(folder).microsByName();
        if (!times.isEmpty()) {
            order(found);
        }
        files = found;
    }

    private List<Path> list() throws SourceUnavailable {
        try {
            PictureFolder listed = PictureFolder.list(folder);
            unsupported = listed.unsupported();
            return new ArrayList<>(listed.pictures());
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
    public OptionalLong length() {
        return OptionalLong.of(files.size());
    }

    @Override
    public Grab next() {
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
        byte[] bytes = new byte[0];
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new BrokenPicture("image-too-large", Files.size(file) + " bytes; allowed are " + LARGEST_FILE);
            }
            bytes = Files.readAllBytes(file);
            return new Grab.Taken(pictures.open(stamp, bytes));
        } catch (BrokenPicture e) {
            broken.add(name(file));
            return new Grab.Unreadable(stamp, bytes, file + ": " + e.reason());
        } catch (IOException e) {
            broken.add(name(file));
            return new Grab.Unreadable(stamp, bytes, file + " cannot be read: " + e);
        }
    }

    @Override
    public List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        if (!broken.isEmpty()) {
            found.add(new Finding(
                    Finding.UNREADABLE_PICTURE,
                    broken.size() + " of " + files.size() + " files are no whole pictures: " + shortened(broken),
                    broken.size(),
                    "copy them again, or take them out of the folder"));
        }
        if (!unsupported.isEmpty()) {
            found.add(new Finding(
                    Finding.SKIPPED_FILES,
                    unsupported.size() + " pictures are of a format that is not read: " + named(unsupported),
                    unsupported.size(),
                    "convert them to JPEG or PNG"));
        }
        return found;
    }

    private static String named(List<Path> paths) {
        return shortened(paths.stream().map(FolderSource::name).toList());
    }

    /** The first few; control characters of a file's name must not reach a log. */
    private static String shortened(List<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return first.replaceAll("\\p{Cntrl}", "?") + more;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {
        pictures.close();
    }
}
