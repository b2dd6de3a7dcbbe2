package dev.sightline.trainer.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Whether a file is a whole picture. Decoders fill the missing end of one with gray and say nothing, so ends count. The JDK
 * decodes it, so that a data set is checked without the natives that training decodes with.
 */
final class PictureCheck {
    private static final int TAIL = 4096;
    /** A crop of a person is far smaller; a header that says more would fill the memory. */
    private static final long MOST_PIXELS = 100_000_000;

    private static final byte[] PNG_END = "IEND".getBytes(StandardCharsets.US_ASCII);

    private PictureCheck() {}

    /** What is wrong with the picture; empty when it is whole. */
    static Optional<String> fault(byte[] file) {
        if (file.length == 0) {
            return Optional.of("the file is empty");
        }
        if (isJpeg(file) && !endsWith(file, new byte[] {(byte) 0xFF, (byte) 0xD9})
                || isPng(file) && !endsWith(file, PNG_END)) {
            return Optional.of("the picture ends before its end marker, after " + file.length + " bytes");
        }
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                return Optional.of("no picture that can be decoded");
            }
            return decoded(readers.next(), input);
        } catch (IOException | RuntimeException e) {
            // Damaged headers make the JDK's readers throw unchecked exceptions of many kinds.
            return Optional.of("no picture that can be decoded (" + e.getMessage() + ")");
        }
    }

    private static Optional<String> decoded(ImageReader reader, ImageInputStream input) throws IOException {
        try {
            reader.setInput(input, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MOST_PIXELS) {
                return Optional.of("it has " + reader.getWidth(0) + " x " + reader.getHeight(0)
                        + " pixels, allowed are " + MOST_PIXELS + " in all");
            }
            // Raw samples where a reader has them: CMYK pictures have no color model of the JDK's.
            if (reader.canReadRaster()) {
                reader.readRaster(0, null);
            } else {
                reader.read(0);
            }
            return Optional.empty();
        } finally {
            reader.dispose();
        }
    }

    private static boolean isJpeg(byte[] file) {
        return file.length > 2 && file[0] == (byte) 0xFF && file[1] == (byte) 0xD8;
    }

    private static boolean isPng(byte[] file) {
        return file.length > 4 && file[0] == (byte) 0x89 && file[1] == 'P' && file[2] == 'N' && file[3] == 'G';
    }

    /** Looked for near the end: some cameras append bytes of their own. */
    private static boolean endsWith(byte[] file, byte[] mark) {
        for (int at = file.length - mark.length; at >= Math.max(0, file.length - TAIL); at--) {
            if (Arrays.equals(file, at, at + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }
}
