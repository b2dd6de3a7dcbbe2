package dev.sightline.ingest.source;

import dev.sightline.platform.picture.BrokenPicture;
import dev.sightline.platform.picture.PictureFormat;
import dev.sightline.platform.picture.PictureHeader;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Makes pictures of encoded ones. A JPEG that is upright and complete in itself goes on as the same bytes; everything else
 * is decoded, upright. Owns the decoded picture until the next one. Belongs to one thread.
 */
final class EncodedPictures implements AutoCloseable {
    private final long maxPixels;
    private @Nullable Mat decoded;

    /** @param maxPixels refused from the header, before decoding, above it */
    EncodedPictures(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /** The header, when the bytes are a whole picture within the bound. */
    PictureHeader header(byte[] bytes) throws BrokenPicture {
        return PictureHeader.read(bytes).within(maxPixels);
    }

    /** Whether consumers can take the bytes as they are. */
    static boolean passes(PictureHeader header) {
        return header.format() == PictureFormat.JPEG && !header.turned() && header.huffmanTables();
    }

    /** The picture; the one before becomes invalid. */
    Picture open(Stamp stamp, byte[] bytes) throws BrokenPicture {
        close();
        PictureHeader header = header(bytes);
        if (passes(header)) {
            return new EncodedPicture(stamp, header.width(), header.height(), bytes);
        }
        Mat bgr = Pixels.decode(bytes);
        if (bgr.empty()) {
            bgr.close();
            throw new BrokenPicture("image-undecodable", "the picture's " + bytes.length + " bytes do not decode");
        }
        decoded = bgr;
        return new MatPicture(stamp, bgr.cols(), bgr.rows(), () -> bgr);
    }

    @Override
    public void close() {
        if (decoded != null) {
            decoded.close();
            decoded = null;
        }
    }
}
