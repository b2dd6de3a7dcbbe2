package dev.sightline.embedder.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Writes small JPEGs. Stateless; safe to share between threads. */
public final class Jpeg {
    private final int maxSide;
    private final int quality;

    /**
     * @param maxSide larger pictures are shrunk so that their long side meets it, pixels
     * @param quality 1..100
     */
    public Jpeg(int maxSide, int quality) {
        this.maxSide = maxSide;
        this.quality = quality;
    }

    /** Encodes, shrinking first where needed; never enlarges. */
    public byte[] encode(Picture picture) {
        try (PointerScope scope = new PointerScope()) {
            BytePointer encoded = new BytePointer();
            imencode(".jpg", shrunk(picture.mat()), encoded, new IntPointer(IMWRITE_JPEG_QUALITY, quality));
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    private Mat shrunk(Mat mat) {
        int longSide = Math.max(mat.cols(), mat.rows());
        if (longSide <= maxSide) {
            return mat;
        }
        double scale = (double) maxSide / longSide;
        Mat small = new Mat();
        Size size = new Size(
                (int) Math.max(1, Math.round(mat.cols() * scale)), (int) Math.max(1, Math.round(mat.rows() * scale)));
        resize(mat, small, size, 0, 0, INTER_AREA);
        return small;
    }
}
