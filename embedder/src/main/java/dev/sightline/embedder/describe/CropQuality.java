package dev.sightline.embedder.describe;

import static org.bytedeco.opencv.global.opencv_core.CV_16S;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import java.nio.DoubleBuffer;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * How fit a crop is to be described, 0..1: the product of size, sharpness, truncation at the picture's border, and
 * overlap with other boxes, each 1 when it is no hindrance. It weighs descriptors in means and picks exemplars; it is
 * no probability.
 *
 * @param fullSide crop height, pixels, from which size hinders no more
 * @param fullSharpness standard deviation of the Laplacian of the gray crop, at {@code SHARPNESS_SIDE} pixels of height,
 *     from which blur hinders no more
 */
public record CropQuality(int fullSide, double fullSharpness) {
    private static final int SHARPNESS_SIDE = 64;
    private static final float BORDER = 2;

    /** For people. */
    public static CropQuality people() {
        return new CropQuality(160, 25);
    }

    /** For faces. */
    public static CropQuality faces() {
        return new CropQuality(80, 18);
    }

    /**
     * Judges one box.
     *
     * @param picture the whole frame
     * @param box inside it
     * @param others the frame's other boxes of the same kind
     */
    public float of(Picture picture, Region box, List<Region> others) {
        double size = Math.min(1, box.height() / fullSide);
        return (float) (size * sharpness(picture, box) * truncation(picture, box) * overlap(box, others));
    }

    private double sharpness(Picture picture, Region box) {
        try (Picture crop = picture.crop(box.clamp(picture.width(), picture.height()));
                PointerScope scope = new PointerScope()) {
            Mat gray = new Mat();
            cvtColor(crop.mat(), gray, COLOR_BGR2GRAY);
            if (gray.rows() > SHARPNESS_SIDE) {
                Mat small = new Mat();
                int width = Math.max(1, gray.cols() * SHARPNESS_SIDE / gray.rows());
                resize(gray, small, new Size(width, SHARPNESS_SIDE), 0, 0, INTER_AREA);
                gray = small;
            }
            Mat edges = new Mat();
            Laplacian(gray, edges, CV_16S);
            Mat mean = new Mat();
            Mat deviation = new Mat();
            meanStdDev(edges, mean, deviation);
            DoubleBuffer value = deviation.createBuffer();
            return Math.min(1, value.get(0) / fullSharpness);
        }
    }

    /**
     * A box that ends at the border has likely been cut there; each such side costs, the lower one (feet) least. A box
     * that is the whole picture was cut by the one who made the picture, and says nothing.
     */
    private static double truncation(Picture picture, Region box) {
        boolean left = box.x() <= BORDER;
        boolean top = box.y() <= BORDER;
        boolean right = box.right() >= picture.width() - BORDER;
        boolean bottom = box.bottom() >= picture.height() - BORDER;
        if (left && top && right && bottom) {
            return 1;
        }
        return (left ? 0.6 : 1) * (top ? 0.6 : 1) * (right ? 0.6 : 1) * (bottom ? 0.8 : 1);
    }

    private static double overlap(Region box, List<Region> others) {
        double covered = 0;
        for (Region other : others) {
            // Who stands lower in the picture stands nearer: only they hide, the others show behind.
            double weight = other.bottom() > box.bottom() ? 1 : 0.5;
            covered = Math.max(covered, weight * box.intersection(other) / Math.max(1, box.area()));
        }
        return 1 - Math.min(1, covered);
    }
}
