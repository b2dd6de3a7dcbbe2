package dev.sightline.ingest.source;

import dev.sightline.platform.picture.BrokenPicture;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream of bytes into JPEGs by the JPEGs' own markers (ITU-T T.81, annex B). Cameras disagree about what stands
 * between them: boundaries before or after each picture or none at all, lengths that are missing or wrong. The pictures
 * themselves say where they begin and end. Not thread-safe.
 */
final class MotionJpeg {
    private static final int LARGEST = 64 << 20;
    private static final int LONGEST_GAP = 1 << 20;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;

    private final InputStream in;
    private byte[] picture = new byte[1 << 16];
    private int size;
    private boolean begun;

    /** @param in should be buffered; it is read byte by byte */
    MotionJpeg(InputStream in) {
        this.in = in;
    }

    /**
     * The next picture; empty at the end of the stream.
     *
     * @throws BrokenPicture when one is cut short or malformed: the next may be well
     * @throws IOException when the stream is lost, or holds no pictures
     */
    Optional<byte[]> next() throws IOException, BrokenPicture {
        if (!begun && !findStart()) {
            return Optional.empty();
        }
        begun = false;
        size = 0;
        add(0xFF);
        add(SOI);
        int marker = marker();
        while (marker != EOI) {
            if (marker == SOI) {
                begun = true;
                throw new BrokenPicture(
                        "image-truncated", "a picture ends after " + size + " bytes, before its end marker");
            }
            boolean alone = marker == 0x01 || marker >= 0xD0 && marker <= 0xD7;
            if (!alone) {
                segment();
            }
            marker = marker == SOS ? endOfScan() : marker();
        }
        return Optional.of(Arrays.copyOf(picture, size));
    }

    /** Skips to behind the next start of an image, which a marker follows; false at the end of the stream. */
    private boolean findStart() throws IOException {
        int before = 0;
        for (int skipped = 0; skipped < LONGEST_GAP; skipped++) {
            int now = in.read();
            if (now < 0) {
                return false;
            }
            if (before == 0xFF && now == SOI) {
                return true;
            }
            before = now;
        }
        throw new IOException("no JPEG in " + LONGEST_GAP + " bytes");
    }

    private int marker() throws IOException, BrokenPicture {
        int found = read();
        if (found != 0xFF) {
            throw new BrokenPicture("image-malformed", "a picture has no JPEG marker at byte " + (size - 1));
        }
        while (found == 0xFF) {
            found = read();
        }
        return found;
    }

    private void segment() throws IOException, BrokenPicture {
        int length = read() << 8 | read();
        if (length < 2) {
            throw new BrokenPicture("image-malformed", "a picture has a segment of " + length + " bytes");
        }
        for (int i = 2; i < length; i++) {
            read();
        }
    }

    /** The marker behind entropy-coded data. */
    private int endOfScan() throws IOException, BrokenPicture {
        while (true) {
            while (read() != 0xFF) {
                // Coded data.
            }
            int marker = read();
            while (marker == 0xFF) {
                marker = read();
            }
            boolean stuffed = marker == 0 || marker >= 0xD0 && marker <= 0xD7;
            if (!stuffed) {
                return marker;
            }
        }
    }

    private int read() throws IOException, BrokenPicture {
        int next = in.read();
        if (next < 0) {
            throw new BrokenPicture("image-truncated", "the stream ends " + size + " bytes into a picture");
        }
        add(next);
        return next;
    }

    private void add(int value) throws BrokenPicture {
        if (size == LARGEST) {
            throw new BrokenPicture("image-too-large", "a picture has more than " + LARGEST + " bytes");
        }
        if (size == picture.length) {
            picture = Arrays.copyOf(picture, Math.min(LARGEST, 2 * size));
        }
        picture[size++] = (byte) value;
    }
}
