package dev.sightline.trainer.augment;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.indexer.FloatIndexer;

/** Random erasing (Zhong et al. 2020, algorithm 1) in a tensor: one rectangle is filled with noise of unit variance. */
final class Erasing {
    private static final double LEAST_AREA = 0.02;
    private static final double MOST_AREA = 0.4;
    private static final double LEAST_ASPECT = 0.3;
    private static final int ATTEMPTS = 20;

    private Erasing() {}

    /**
     * Erases within one picture of a batch.
     *
     * @param tensor [batch, channels, height, width]
     * @param slot which picture
     * @param deviation of the noise, per channel, about {@code mean}
     */
    static void apply(FloatIndexer tensor, int slot, float[] mean, float[] deviation, SplittableRandom random) {
        int height = (int) tensor.size(2);
        int width = (int) tensor.size(3);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double area = random.nextDouble(LEAST_AREA, MOST_AREA) * height * width;
            double aspect = Math.exp(random.nextDouble(Math.log(LEAST_ASPECT), -Math.log(LEAST_ASPECT)));
            int high = (int) Math.round(Math.sqrt(area * aspect));
            int wide = (int) Math.round(Math.sqrt(area / aspect));
            if (high > 0 && wide > 0 && high < height && wide < width) {
                int top = random.nextInt(height - high + 1);
                int left = random.nextInt(width - wide + 1);
                for (int c = 0; c < mean.length; c++) {
                    for (int y = top; y < top + high; y++) {
                        for (int x = left; x < left + wide; x++) {
                            tensor.put(slot, c, y, x, mean[c] + deviation[c] * gaussian(random));
                        }
                    }
                }
                return;
            }
        }
    }

    /** Sum of four uniform draws, scaled to unit variance: near enough to normal, and quick. */
    private static float gaussian(SplittableRandom random) {
        long bits = random.nextLong();
        float sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += (bits >>> (16 * i) & 0xffff) / 65535f;
        }
        return (sum - 2) * 1.7320508f;
    }
}
