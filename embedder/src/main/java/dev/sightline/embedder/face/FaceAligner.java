package dev.sightline.embedder.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import dev.sightline.embedder.detect.FivePoints;
import dev.sightline.embedder.image.Picture;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts a face out upright at 112x112 pixels with its five points at the places that face descriptors are trained on
 * (the ArcFace template). Stateless.
 */
public final class FaceAligner {
    /** Side of an aligned face, pixels. */
    public static final int SIDE = 112;

    private static final FivePoints TEMPLATE = new FivePoints(List.of(
            38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f, 92.2041f));

    private FaceAligner() {}

    /** The aligned face; the caller closes it. What lies outside the picture is black. */
    public static Picture align(Picture picture, FivePoints points) {
        Similarity similarity = Similarity.between(points, TEMPLATE);
        Mat aligned = new Mat();
        try (PointerScope scope = new PointerScope()) {
            Mat source = picture.mat();
            double shrink = 1;
            if (similarity.scale() < 0.5) {
                // Bilinear warping skips pixels beyond a factor of two, so large faces shrink first.
                shrink = 2 * similarity.scale();
                Mat small = new Mat();
                Size size = new Size((int) Math.max(1, Math.round(source.cols() * shrink)), (int)
                        Math.max(1, Math.round(source.rows() * shrink)));
                resize(source, small, size, 0, 0, INTER_AREA);
                source = small;
            }
            double a = similarity.a() / shrink;
            double b = similarity.b() / shrink;
            Mat matrix = new Mat(2, 3, CV_64FC1, new DoublePointer(a, -b, similarity.tx(), b, a, similarity.ty()));
            warpAffine(source, aligned, matrix, new Size(SIDE, SIDE), INTER_LINEAR, BORDER_CONSTANT, Scalar.all(0));
        }
        return Picture.owning(aligned);
    }
}
