package dev.sightline.embedder.image;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_BGR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import dev.sightline.platform.picture.BrokenPicture;
import dev.sightline.platform.picture.PictureFormat;
import dev.sightline.platform.picture.PictureHeader;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * A decoded picture: 8-bit BGR, rows top down, in native memory that {@link #close()} frees. Read-only after it is
 * made, so it may be read by several threads; closed once, by its owner.
 */
public final class Picture implements AutoCloseable {
    private static final Set<PictureFormat> DECODED =
            Set.of(PictureFormat.JPEG, PictureFormat.PNG, PictureFormat.NETPBM);

    private final Mat mat;

    private Picture(Mat mat) {
        this.mat = mat;
    }

    /** Takes over an 8-bit 3-channel BGR matrix. */
    public static Picture owning(Mat bgr) {
        if (bgr.empty() || bgr.type() != CV_8UC3) {
            throw new IllegalArgumentException("a picture needs a non-empty 8-bit BGR matrix, got type " + bgr.type());
        }
        return new Picture(bgr);
    }

    /**
     * Decodes a picture file upright, following its stored orientation.
     *
     * @param maxPixels refused from the header, before decoding, above it
     * @throws BrokenPicture when the bytes are no whole JPEG, PNG, PGM or PPM within the bound
     */
    public static Picture decode(byte[] bytes, long maxPixels) throws BrokenPicture {
        PictureHeader header = PictureHeader.read(bytes).within(maxPixels);
        if (!DECODED.contains(header.format())) {
            throw new BrokenPicture(
                    "image-format",
                    "the picture's " + bytes.length + " bytes are neither JPEG, PNG, PGM nor PPM; send a whole JPEG");
        }
        try (BytePointer pointer = new BytePointer(bytes);
                Mat encoded = new Mat(1, bytes.length, org.bytedeco.opencv.global.opencv_core.CV_8UC1, pointer)) {
            Mat decoded = imdecode(encoded, IMREAD_COLOR_BGR);
            if (decoded.empty() || decoded.type() != CV_8UC3) {
                decoded.close();
                throw new BrokenPicture("image-undecodable", "the picture's " + bytes.length + " bytes do not decode");
            }
            return new Picture(decoded);
        }
    }

    public int width() {
        return mat.cols();
    }

    public int height() {
        return mat.rows();
    }

    /** The matrix itself; not to be written or closed. */
    public Mat mat() {
        return mat;
    }

    /** The whole picture as a region. */
    public Region bounds() {
        return new Region(0, 0, width(), height());
    }

    /**
     * A region as a picture of its own, at least one pixel a side, edges rounded outward to whole pixels. What lies
     * outside repeats the nearest edge pixel. The caller closes it before this picture.
     */
    public Picture crop(Region region) {
        int left = (int) Math.floor(region.x());
        int top = (int) Math.floor(region.y());
        int right = Math.max(left + 1, (int) Math.ceil(region.right()));
        int bottom = Math.max(top + 1, (int) Math.ceil(region.bottom()));
        int insideLeft = Math.max(0, Math.min(width() - 1, left));
        int insideTop = Math.max(0, Math.min(height() - 1, top));
        int insideRight = Math.max(insideLeft + 1, Math.min(width(), right));
        int insideBottom = Math.max(insideTop + 1, Math.min(height(), bottom));
        try (Rect rect = new Rect(insideLeft, insideTop, insideRight - insideLeft, insideBottom - insideTop)) {
            Mat inside = new Mat(mat, rect);
            if (insideLeft == left && insideTop == top && insideRight == right && insideBottom == bottom) {
                return new Picture(inside);
            }
            Mat padded = new Mat();
            copyMakeBorder(
                    inside,
                    padded,
                    Math.max(0, insideTop - top),
                    Math.max(0, bottom - insideBottom),
                    Math.max(0, insideLeft - left),
                    Math.max(0, right - insideRight),
                    BORDER_REPLICATE);
            inside.close();
            return new Picture(padded);
        }
    }

    @Override
    public void close() {
        mat.close();
    }
}
