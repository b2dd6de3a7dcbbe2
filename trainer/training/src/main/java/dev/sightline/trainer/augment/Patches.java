package dev.sightline.trainer.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;

import java.util.SplittableRandom;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * The nine patches of a crop (Doersch et al. 2015, section 3.1). A gap between them and a random shift of each keep a network from
 * telling the place by lines that go on across the border; a patch that keeps one color channel of three, the others noise,
 * keeps it from telling it by the lens, which bends each color a little differently (chromatic aberration).
 *
 * @param gap between two patches, in patches: .5 is the paper's
 * @param jitter greatest shift of a patch to either side, in patches: .07 is the paper's
 * @param oneColor chance that a patch keeps one color channel alone
 */
public record Patches(double gap, double jitter, double oneColor) {
    private static final int SIDE = 3;
    private static final int MIDDLE = 4;
    /** Of a channel that is dropped, as a share of the deviation of the one that is kept. */
    private static final double NOISE = .01;

    public Patches {
        require("gap", gap, 2);
        require("jitter", jitter, 0.5);
        require("one-color", oneColor, 1);
    }

    private static void require(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("patches." + name + " is " + value + "; allowed: 0 to " + most);
        }
    }

    /** Cell of a 3x3 grid, row by row, of a place around the middle, 0 to 7. */
    static int cell(int place) {
        return place < MIDDLE ? place : place + 1;
    }

    /** The middle patch, which the others are compared with. */
    static int middle() {
        return MIDDLE;
    }

    /** Where a patch lies in a crop; always within it. */
    Rect area(int width, int height, int cell, SplittableRandom random) {
        int[] across = span(width, cell % SIDE, random);
        int[] down = span(height, cell / SIDE, random);
        return new Rect(across[0], down[0], across[1], down[1]);
    }

    /** First pixel and length along one side. */
    private int[] span(int side, int number, SplittableRandom random) {
        double patch = side / (SIDE + (SIDE - 1) * gap);
        int length = Math.max(1, (int) Math.round(patch));
        double shift = jitter == 0 ? 0 : random.nextDouble(-jitter, jitter) * patch;
        int first = (int) Math.round(number * patch * (1 + gap) + shift);
        return new int[] {Math.max(0, Math.min(side - length, first)), Math.min(side, length)};
    }

    /** The picture itself, two of its channels dropped where chance says so. */
    Mat colors(Mat picture, SplittableRandom random) {
        if (oneColor == 0 || random.nextDouble() >= oneColor) {
            return picture;
        }
        int kept = random.nextInt(3);
        byte[] bytes = new byte[(int) (picture.total() * 3)];
        picture.data().get(bytes);
        double[] spread = spread(bytes, kept);
        Mat dropped = picture.clone();
        for (int channel = 0; channel < 3; channel++) {
            if (channel != kept) {
                insertChannel(noise(picture, spread, random), dropped, channel);
            }
        }
        return dropped;
    }

    private static Mat noise(Mat like, double[] spread, SplittableRandom random) {
        byte[] values = new byte[(int) like.total()];
        for (int i = 0; i < values.length; i++) {
            long value = Math.round(spread[0] + NOISE * spread[1] * random.nextGaussian());
            values[i] = (byte) Math.max(0, Math.min(255, value));
        }
        Mat noise = new Mat(like.rows(), like.cols(), CV_8UC1);
        noise.data().put(values);
        return noise;
    }

    /** Mean and deviation of a channel. */
    private static double[] spread(byte[] bytes, int channel) {
        double sum = 0;
        double squares = 0;
        int count = bytes.length / 3;
        for (int i = channel; i < bytes.length; i += 3) {
            int value = bytes[i] & 0xff;
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / count;
        return new double[] {mean, Math.sqrt(Math.max(0, squares / count - mean * mean))};
    }
}
