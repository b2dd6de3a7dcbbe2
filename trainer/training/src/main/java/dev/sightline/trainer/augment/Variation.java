package dev.sightline.trainer.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_BGR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Varies one crop at random: first what happens before a crop reaches a network (resolution, compression), then its
 * place and its colors. The same seed gives the same picture. Works in the caller's pointer scope, on any thread.
 */
final class Variation {
    private static final double LEAST_SCALE = 0.25;
    /** Logarithm of the greatest change of a part's aspect. */
    private static final double WIDEST = Math.log(4 / 3.0);

    private final Augmentation augmentation;
    private final SplittableRandom random;

    Variation(Augmentation augmentation, SplittableRandom random) {
        this.augmentation = augmentation;
        this.random = random;
    }

    /** The crop at the input's size. */
    Mat apply(Mat crop, int width, int height) {
        Mat picture = augmentation.resizedCrop() > 0 ? part(crop) : crop;
        if (happens(augmentation.shrink())) {
            picture = shrunk(picture);
        }
        if (happens(augmentation.jpeg())) {
            picture = compressed(picture);
        }
        picture = scaled(picture, width, height, INTER_LINEAR);
        if (happens(augmentation.flip())) {
            Mat mirrored = new Mat();
            flip(picture, mirrored, 1);
            picture = mirrored;
        }
        if (augmentation.padCrop() > 0) {
            picture = shifted(picture, width, height);
        }
        return colors(picture);
    }

    /** A part of the crop with at least the share of its area, as large as it fits. */
    private Mat part(Mat crop) {
        double area = random.nextDouble(augmentation.resizedCrop(), Math.nextUp(1.0));
        double aspect = Math.exp(random.nextDouble(-WIDEST, WIDEST));
        int width = side(crop.cols(), Math.sqrt(area * aspect));
        int height = side(crop.rows(), Math.sqrt(area / aspect));
        int x = random.nextInt(crop.cols() - width + 1);
        int y = random.nextInt(crop.rows() - height + 1);
        return new Mat(crop, new Rect(x, y, width, height));
    }

    private static int side(int whole, double share) {
        return Math.max(1, Math.min(whole, (int) Math.round(whole * share)));
    }

    private Mat colors(Mat input) {
        Mat picture = input;
        if (augmentation.color() > 0) {
            picture = ColorShift.draw(random, augmentation.color()).apply(picture);
        }
        if (happens(augmentation.gray())) {
            picture = ColorShift.gray().apply(picture);
        }
        if (happens(augmentation.blur())) {
            Mat blurred = new Mat();
            GaussianBlur(picture, blurred, new Size(5, 5), random.nextDouble(0.3, 1.5));
            picture = blurred;
        }
        return picture;
    }

    private boolean happens(double chance) {
        return chance > 0 && random.nextDouble() < chance;
    }

    private Mat shrunk(Mat picture) {
        double scale = random.nextDouble(LEAST_SCALE, 1);
        int width = Math.max(8, (int) (picture.cols() * scale));
        int height = Math.max(16, (int) (picture.rows() * scale));
        return scaled(picture, width, height, INTER_AREA);
    }

    private Mat compressed(Mat picture) {
        BytePointer bytes = new BytePointer();
        imencode(".jpg", picture, bytes, new IntPointer(IMWRITE_JPEG_QUALITY, random.nextInt(20, 81)));
        return imdecode(new Mat(bytes), IMREAD_COLOR_BGR);
    }

    private Mat shifted(Mat picture, int width, int height) {
        int x = (int) Math.round(width * augmentation.padCrop());
        int y = (int) Math.round(height * augmentation.padCrop());
        Mat padded = new Mat();
        copyMakeBorder(picture, padded, y, y, x, x, BORDER_CONSTANT, new Scalar(0));
        return new Mat(padded, new Rect(random.nextInt(2 * x + 1), random.nextInt(2 * y + 1), width, height));
    }

    static Mat scaled(Mat picture, int width, int height, int method) {
        if (picture.cols() == width && picture.rows() == height) {
            return picture;
        }
        Mat scaled = new Mat();
        resize(picture, scaled, new Size(width, height), 0, 0, method);
        return scaled;
    }
}
