package dev.sightline.ingest.source;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a camera's pictures come from, as a person wrote it. Printing one masks the password of its address. */
public sealed interface SourceSpec {
    /** Recorded video in any container FFmpeg reads. */
    record VideoFile(Path path) implements SourceSpec {
        @Override
        public boolean live() {
            return false;
        }
    }

    /** Pictures in name order, with {@code timestamps.csv} when there is one. */
    record ImageFolder(Path path) implements SourceSpec {
        @Override
        public boolean live() {
            return false;
        }
    }

    /** An RTSP camera, read over TCP. */
    record RtspStream(String url) implements SourceSpec {
        @Override
        public boolean live() {
            return true;
        }

        @Override
        public String toString() {
            return mask(url);
        }
    }

    /** Motion JPEG, MPEG-TS or another live stream over HTTP. */
    record HttpStream(String url) implements SourceSpec {
        @Override
        public boolean live() {
            return true;
        }

        @Override
        public String toString() {
            return mask(url);
        }
    }

    /** A camera of this machine, counted from 0. */
    record Device(int index) implements SourceSpec {
        @Override
        public boolean live() {
            return true;
        }
    }

    /**
     * Live sources go on for ever, reconnect, and drop frames rather than fall behind; recorded ones end, and lose
     * nothing.
     */
    boolean live();

    /**
     * Reads a source as people write it: a path, {@code file://}, {@code rtsp://}, {@code http://}, {@code https://} or
     * {@code device:N}. A path that is a folder now is an image folder; any other path is a video file, which need not
     * exist yet.
     *
     * @throws IllegalArgumentException for anything else
     */
    static SourceSpec parse(String text) {
        String source = text.strip();
        Matcher device = Pattern.compile("device:(\\d{1,3})").matcher(source);
        if (device.matches()) {
            return new Device(Integer.parseInt(device.group(1)));
        }
        Matcher address = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://.*").matcher(source);
        String scheme = address.matches() ? address.group(1).toLowerCase(Locale.ROOT) : "";
        return switch (scheme) {
            case "rtsp", "rtsps" -> new RtspStream(source);
            case "http", "https" -> new HttpStream(source);
            case "file" -> local(source.substring("file://".length()), source);
            case "" -> local(source, source);
            default -> throw unusable(source);
        };
    }

    private static SourceSpec local(String path, String source) {
        if (path.isEmpty() || path.startsWith("device:")) {
            throw unusable(source);
        }
        try {
            Path file = Path.of(path);
            return Files.isDirectory(file) ? new ImageFolder(file) : new VideoFile(file);
        } catch (InvalidPathException e) {
            throw unusable(source);
        }
    }

    private static IllegalArgumentException unusable(String source) {
        return new IllegalArgumentException("camera source '" + mask(source)
                + "' is not understood: give a video file, a folder of images, rtsp://…, http(s)://… or device:N");
    }

    private static String mask(String url) {
        return url.replaceFirst("//[^/@]*@", "//***@");
    }
}
