package dev.sightline.ingest.source;

import dev.sightline.contracts.camera.SourceKind;
import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.text.Printable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a camera's pictures come from, as a person wrote it. Printed as people wrote it, with secrets masked. */
public sealed interface SourceSpec {
    /** Recorded video in any container FFmpeg reads. */
    record VideoFile(Path path) implements SourceSpec {
        @Override
        public SourceKind kind() {
            return SourceKind.PATH;
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** Pictures in name order, with {@code timestamps.csv} when there is one. */
    record ImageFolder(Path path) implements SourceSpec {
        @Override
        public SourceKind kind() {
            return SourceKind.PATH;
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** An RTSP camera, read over TCP. */
    record RtspStream(String url) implements SourceSpec {
        @Override
        public SourceKind kind() {
            return SourceKind.RTSP;
        }

        @Override
        public String toString() {
            return shown(url);
        }
    }

    /** Motion JPEG, MPEG-TS or another live stream over HTTP. */
    record HttpStream(String url) implements SourceSpec {
        @Override
        public SourceKind kind() {
            return SourceKind.HTTP;
        }

        @Override
        public String toString() {
            return shown(url);
        }
    }

    /** A camera of this machine, counted from 0. */
    record Device(int index) implements SourceSpec {
        @Override
        public String toString() {
            return "device:" + index;
        }

        @Override
        public SourceKind kind() {
            return SourceKind.DEVICE;
        }
    }

    /** Of what kind the source is, as every module sees it. */
    SourceKind kind();

    /**
     * Live sources go on for ever, reconnect, and drop frames rather than fall behind; recorded ones end, and lose
     * nothing.
     */
    default boolean live() {
        return kind().isLive();
    }

    /**
     * Reads a source as people write it: a path, {@code file://}, {@code rtsp://}, {@code http://}, {@code https://} or
     * {@code device:N}. A path that is a folder now is an image folder; any other path is a video file, which need not
     * exist yet.
     *
     * @throws IllegalArgumentException for anything else
     */
    static SourceSpec parse(String text) {
        String source = text.strip();
        return switch (SourceKind.of(source)) {
            case DEVICE -> new Device(Integer.parseInt(source.substring("device:".length())));
            case RTSP -> new RtspStream(source);
            case HTTP -> new HttpStream(source);
            case PATH -> local(source);
            case UNKNOWN -> throw unusable(source);
        };
    }

    private static SourceSpec local(String source) {
        boolean file = source.regionMatches(true, 0, "file://", 0, "file://".length());
        try {
            Path path = Path.of(file ? source.substring("file://".length()) : source);
            return Files.isDirectory(path) ? new ImageFolder(path) : new VideoFile(path);
        } catch (InvalidPathException e) {
            throw unusable(source);
        }
    }

    private static IllegalArgumentException unusable(String source) {
        return new IllegalArgumentException("camera source '" + shown(source)
                + "' is not understood: give a video file, a folder of images, rtsp://…, http(s)://… or device:N");
    }

    /** An address without what is secret in it. */
    static String shown(String address) {
        return Printable.line(Addresses.one(address));
    }
}
