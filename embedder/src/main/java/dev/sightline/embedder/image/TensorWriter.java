package dev.sightline.embedder.image;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.InputSpec.Color;
import dev.sightline.models.manifest.InputSpec.Layout;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Writes pictures into a network's input tensor as its {@link InputSpec} asks: resized, channels ordered,
 * {@code (v - mean) / scale}. Stateless; safe to share between threads.
 */
public final class TensorWriter {
    private final InputSpec spec;
    private final boolean plain;

    public TensorWriter(InputSpec spec) {
        this.spec = spec;
        this.plain = spec.mean().stream().distinct().count() == 1
                && spec.scale().stream().distinct().count() == 1;
    }

    /** How a picture of this size is fitted into the tensor. */
    public Fit fit(int width, int height) {
        return Fit.of(spec, width, height);
    }

    /** Axes of a tensor of {@code count} pictures fitted alike. */
    public long[] shape(int count, Fit fit) {
        int channels = spec.color() == Color.GRAY ? 1 : 3;
        return spec.layout() == Layout.NCHW
                ? new long[] {count, channels, fit.tensorHeight(), fit.tensorWidth()}
                : new long[] {count, fit.tensorHeight(), fit.tensorWidth(), channels};
    }

    /**
     * Writes one picture.
     *
     * @param picture whose size {@code fit} was made for
     * @param tensor direct buffer of the whole batch
     * @param slot position in the batch, from 0
     */
    public void write(Picture picture, Fit fit, FloatBuffer tensor, int slot) {
        try (PointerScope scope = new PointerScope()) {
            Mat fitted = resized(picture.mat(), fit);
            FloatPointer target = new FloatPointer(tensor);
            int plane = fit.tensorWidth() * fit.tensorHeight();
            if (spec.color() == Color.GRAY) {
                Mat gray = new Mat();
                cvtColor(fitted, gray, COLOR_BGR2GRAY);
                convert(gray, 0, at(target, (long) slot * plane, fit, CV_32FC1));
            } else if (spec.layout() == Layout.NCHW) {
                for (int c = 0; c < 3; c++) {
                    Mat channel = new Mat();
                    extractChannel(fitted, channel, spec.color() == Color.BGR ? c : 2 - c);
                    convert(channel, c, at(target, ((long) slot * 3 + c) * plane, fit, CV_32FC1));
                }
            } else {
                interleaved(fitted, at(target, (long) slot * 3 * plane, fit, CV_32FC3));
            }
        }
    }

    private void interleaved(Mat fitted, Mat target) {
        if (plain && spec.color() == Color.BGR) {
            convert(fitted, 0, target);
            return;
        }
        Mat[] planes = new Mat[3];
        for (int c = 0; c < 3; c++) {
            Mat channel = new Mat();
            extractChannel(fitted, channel, spec.color() == Color.BGR ? c : 2 - c);
            planes[c] = new Mat();
            convert(channel, c, planes[c]);
        }
        merge(new MatVector(planes), target);
    }

    private void convert(Mat source, int channel, Mat target) {
        double scale = spec.scale().get(channel);
        source.convertTo(
                target,
                org.bytedeco.opencv.global.opencv_core.CV_32F,
                1 / scale,
                -spec.mean().get(channel) / scale);
    }

    private Mat resized(Mat source, Fit fit) {
        if (source.cols() == fit.tensorWidth() && source.rows() == fit.tensorHeight()) {
            return source;
        }
        Size size = new Size(fit.contentWidth(), fit.contentHeight());
        if (fit.contentWidth() == fit.tensorWidth() && fit.contentHeight() == fit.tensorHeight()) {
            Mat target = new Mat();
            resize(source, target, size, 0, 0, INTER_LINEAR);
            return target;
        }
        Mat whole = new Mat(fit.tensorHeight(), fit.tensorWidth(), CV_8UC3, Scalar.all(spec.pad()));
        resize(
                source,
                new Mat(whole, new Rect(0, 0, fit.contentWidth(), fit.contentHeight())),
                size,
                0,
                0,
                INTER_LINEAR);
        return whole;
    }

    /** A matrix over a part of the tensor. A position would not do: JavaCPP counts that of a plain pointer in bytes. */
    private static Mat at(FloatPointer tensor, long offset, Fit fit, int type) {
        return new Mat(fit.tensorHeight(), fit.tensorWidth(), type, tensor.getPointer(offset));
    }

    /**
     * How one picture lies in a tensor.
     *
     * @param tensorWidth width of the tensor, pixels
     * @param tensorHeight height of the tensor, pixels
     * @param contentWidth part of it that the picture fills, from the left
     * @param contentHeight part of it that the picture fills, from the top
     * @param scaleX tensor pixels per picture pixel
     * @param scaleY tensor pixels per picture pixel
     */
    public record Fit(
            int tensorWidth, int tensorHeight, int contentWidth, int contentHeight, double scaleX, double scaleY) {

        static Fit of(InputSpec spec, int width, int height) {
            double fill = Math.min((double) spec.width() / width, (double) spec.height() / height);
            return switch (spec.resize()) {
                case STRETCH -> of(spec.width(), spec.height(), spec.width(), spec.height(), width, height);
                case LETTERBOX ->
                    of(
                            spec.width(),
                            spec.height(),
                            Math.max(1, (int) (width * fill)),
                            Math.max(1, (int) (height * fill)),
                            width,
                            height);
                case KEEP_ASPECT -> {
                    int w = multiple(width * fill, spec.strideMultiple());
                    int h = multiple(height * fill, spec.strideMultiple());
                    yield of(w, h, w, h, width, height);
                }
            };
        }

        private static Fit of(int tensorWidth, int tensorHeight, int w, int h, int width, int height) {
            return new Fit(tensorWidth, tensorHeight, w, h, (double) w / width, (double) h / height);
        }

        private static int multiple(double side, int of) {
            return (int) Math.max(1, Math.round(side / of)) * of;
        }

        /** A region of the tensor in pixels of the picture. */
        public Region toPicture(Region region) {
            return region.scaled(1 / scaleX, 1 / scaleY);
        }
    }
}
