package dev.sightline.trainer.evaluate.verification;

import dev.sightline.contracts.calibration.RateInterval;
import java.util.Arrays;

/**
 * The receiver operating characteristic of similarity scores. A pair is accepted when its score is strictly above the
 * threshold, so the false accept rate that was reached is never above the one that was asked for.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class Roc {
    private static final double CONFIDENCE = 0.95;

    private final double[] genuine;
    private final double[] impostor;

    /** @throws IllegalArgumentException when either side is empty or holds NaN */
    public Roc(double[] genuine, double[] impostor) {
        this.genuine = sorted("genuine", genuine);
        this.impostor = sorted("impostor", impostor);
    }

    private static double[] sorted(String what, double[] scores) {
        if (scores.length == 0 || Arrays.stream(scores).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    "a ROC needs " + what + " scores that are numbers; got " + scores.length + " scores");
        }
        return Arrays.stream(scores).sorted().toArray();
    }

    /**
     * The operating point with the lowest threshold whose false accept rate is at most {@code far}.
     *
     * @throws IllegalArgumentException for a rate that the impostor scores cannot show: below 1/n or above 1
     */
    public OperatingPoint atFar(double far) {
        int n = impostor.length;
        if (!(far * n >= 1 - 1e-9) || far > 1) {
            throw new IllegalArgumentException("a false accept rate of " + far + " cannot be read off " + n
                    + " impostor pairs; ask for at least " + 1.0 / n + " or use more people");
        }
        int allowed = (int) Math.floor(far * n + 1e-9);
        double threshold = allowed == n ? Math.nextDown(impostor[0]) : impostor[n - 1 - allowed];
        return at(threshold);
    }

    /** The operating point that accepts scores above {@code threshold}. */
    public OperatingPoint at(double threshold) {
        int right = above(genuine, threshold);
        int wrong = above(impostor, threshold);
        return new OperatingPoint(
                threshold,
                right / (double) genuine.length,
                wrong / (double) impostor.length,
                RateInterval.ofCount(right, genuine.length, CONFIDENCE),
                RateInterval.ofCount(wrong, impostor.length, CONFIDENCE));
    }

    /** Area under the curve: how often a genuine score is above an impostor score, ties one half (Mann and Whitney). */
    public double auc() {
        double wins = 0;
        for (double g : genuine) {
            int above = above(impostor, g);
            int below = impostor.length - above(impostor, Math.nextDown(g));
            wins += below + 0.5 * (impostor.length - above - below);
        }
        return wins / ((double) genuine.length * impostor.length);
    }

    /**
     * Equal error rate: where the curve, straight between its points, has false accept rate = false reject rate.
     */
    public double equalErrorRate() {
        double far = 0;
        double frr = 1;
        double[] thresholds = Arrays.copyOf(genuine, genuine.length + impostor.length);
        System.arraycopy(impostor, 0, thresholds, genuine.length, impostor.length);
        Arrays.sort(thresholds);
        for (int i = thresholds.length - 1; i >= 0; i--) {
            double threshold = Math.nextDown(thresholds[i]);
            double nextFar = above(impostor, threshold) / (double) impostor.length;
            double nextFrr = 1 - above(genuine, threshold) / (double) genuine.length;
            if (nextFar >= nextFrr) {
                double gap = frr - far;
                double nextGap = nextFrr - nextFar;
                double t = gap == nextGap ? 0 : gap / (gap - nextGap);
                return far + t * (nextFar - far);
            }
            far = nextFar;
            frr = nextFrr;
        }
        throw new IllegalStateException("the curve ends at false accept rate 1");
    }

    /** How many impostor pairs there are. */
    public int impostors() {
        return impostor.length;
    }

    /** How many genuine pairs there are. */
    public int genuines() {
        return genuine.length;
    }

    private static int above(double[] sorted, double threshold) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (sorted[mid] > threshold) {
                high = mid;
            } else {
                low = mid + 1;
            }
        }
        return sorted.length - low;
    }
}
