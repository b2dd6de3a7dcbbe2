package dev.sightline.embedder.serve;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.image.Picture;
import java.util.List;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Tries a describer out before it serves, which warms it up too: descriptors must be finite, of the declared length, the
 * same alone and in company, and differ between pictures that have nothing in common. A second describer, such as the
 * same network on the CPU, must agree with the first.
 */
final class TrialRun {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 160;
    /** Least cosine of one picture described twice; half-precision providers keep well above it. */
    private static final double AGREES = 0.999;
    /** A network that gives this for noise and for a plain picture tells nothing apart. */
    private static final double CONSTANT = 1 - 1e-7;

    private TrialRun() {}

    /** @throws UnusableModel saying what is wrong */
    static void require(Describer describer) throws UnusableModel {
        try (Picture noise = noise();
                Picture plain = plain()) {
            float[] alone = describer.describe(List.of(noise)).get(0);
            List<float[]> together = describer.describe(List.of(plain, noise, plain));
            for (float[] values : List.of(alone, together.get(0), together.get(1), together.get(2))) {
                requireSound(describer, values);
            }
            if (cosine(alone, together.get(1)) < AGREES) {
                throw new UnusableModel("model " + describer.modelId() + " describes a picture in a batch differently"
                        + " (cosine " + cosine(alone, together.get(1)) + ", allowed: at least " + AGREES
                        + "); export it with a symbolic batch that mixes nothing between pictures");
            }
            if (cosine(alone, together.get(0)) > CONSTANT) {
                throw new UnusableModel(
                        "model " + describer.modelId()
                                + " gives the same descriptor for noise and for a plain picture; it has collapsed, train it again");
            }
        }
    }

    /** @throws UnusableModel when two describers of one model do not give the same */
    static void requireAgreement(Describer describer, Describer reference) throws UnusableModel {
        try (Picture noise = noise()) {
            double cosine = cosine(
                    describer.describe(List.of(noise)).get(0),
                    reference.describe(List.of(noise)).get(0));
            if (!(cosine >= AGREES)) {
                throw new UnusableModel("model " + describer.modelId() + " gives something else on the configured"
                        + " execution provider than on the CPU (cosine " + cosine + ", allowed: at least " + AGREES
                        + "); set embedder.providers=cpu");
            }
        }
    }

    private static void requireSound(Describer describer, float[] values) throws UnusableModel {
        if (values.length != describer.dimension()) {
            throw new UnusableModel("model " + describer.modelId() + " declares dimension " + describer.dimension()
                    + " but gives " + values.length + "; correct model.json");
        }
        double squares = cosineTerms(values, values);
        if (!Double.isFinite(squares)) {
            throw new UnusableModel(
                    "model " + describer.modelId() + " gives numbers that are not finite; export it again");
        }
    }

    private static double cosine(float[] a, float[] b) {
        double norms = Math.sqrt(cosineTerms(a, a)) * Math.sqrt(cosineTerms(b, b));
        return norms == 0 ? 0 : cosineTerms(a, b) / norms;
    }

    private static double cosineTerms(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** A picture of random pixels, always the same; the caller closes it. */
    static Picture noise() {
        byte[] pixels = new byte[WIDTH * HEIGHT * 3];
        new Random(1).nextBytes(pixels);
        return picture(pixels);
    }

    private static Picture plain() {
        byte[] pixels = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < pixels.length; i++) {
            // Blue above, red below.
            boolean upper = i < pixels.length / 2;
            pixels[i] = (byte) (i % 3 == (upper ? 0 : 2) ? 200 : 60);
        }
        return picture(pixels);
    }

    private static Picture picture(byte[] bgr) {
        Mat mat = new Mat(HEIGHT, WIDTH, CV_8UC3);
        mat.data().put(bgr);
        return Picture.owning(mat);
    }
}
