package dev.sightline.trainer.snapshot;

import dev.sightline.platform.picture.BrokenPicture;
import dev.sightline.platform.picture.PictureHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Whether a file is a whole picture of a bounded size. The JDK decodes it, so that a data set is checked without the natives
 * that training decodes with.
 */
final class PictureCheck {
    private PictureCheck() {}

    /** What is wrong with the picture; empty when it is whole. */
    static Optional<String> fault(byte[] file) {
        try {
            PictureHeader.read(file).within(PictureHeader.LARGEST);
        } catch (BrokenPicture e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                return Optional.of("no picture that can be decoded");
            }
            return decoded(readers.next(), input);
        } catch (IOException | RuntimeException e) {
            // Damaged data makes the JDK's readers throw unchecked exceptions of many kinds.
            return Optional.of("no picture that can be decoded (" + e.getMessage() + ")");
        }
    }

    private static Optional<String> decoded(ImageReader reader, ImageInputStream input) throws IOException {
        try {
            reader.setInput(input, true, true);
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
}
