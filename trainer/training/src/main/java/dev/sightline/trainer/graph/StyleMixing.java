package dev.sightline.trainer.graph;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * While a network trains, gives feature maps of one picture of the batch some of the mean and contrast of another's,
 * channel by channel, so that it learns people under cameras that there are not (Zhou et al., Domain Generalization with
 * MixStyle, ICLR 2021). No gradient goes through means and contrasts. A graph that is exported, or run without training,
 * knows nothing of it. What is random comes from LibTorch's generator, one draw for each feature map.
 *
 * @param nodes regular expression found in the names of the nodes whose first output is mixed, {@code [batch, channels,
 *     height, width]}
 * @param probability that a batch is mixed at a node
 * @param alpha of the Beta(alpha, alpha) that says how much of the picture's own style is kept; small: nearly all or
 *     nearly nothing
 */
public record StyleMixing(Pattern nodes, double probability, double alpha) {
    private static final double EPSILON = 1e-6;
    private static final long[] PLANE = {2, 3};

    /** Axes of a batch of feature maps. */
    private static final int MAPS = 4;

    /**
     * Mixes one batch; what it makes belongs to the caller's scope.
     *
     * @param maps what a node made in training
     * @return a tensor of the same shape; the very same one where this batch is spared
     * @throws IllegalArgumentException when these are no feature maps
     */
    Tensor mix(Tensor maps) {
        if (maps.dim() != MAPS) {
            throw new IllegalArgumentException(
                    "styles are mixed in feature maps [batch, channels, height, width], but it" + " makes a tensor of "
                            + maps.dim() + " axes; take its name out of what is mixed");
        }
        SplittableRandom random = new SplittableRandom(
                torch.randint(Long.MAX_VALUE, new long[] {1}).item_long());
        if (random.nextDouble() >= probability) {
            return maps;
        }
        int pictures = (int) maps.size(0);
        float[] kept = new float[pictures];
        for (int i = 0; i < pictures; i++) {
            kept[i] = (float) beta(random);
        }
        Tensor share = Tensor.create(kept, pictures, 1, 1, 1).to(maps.device(), ScalarType.Float);
        Tensor others = Tensor.create(shuffled(pictures, random), pictures).to(maps.device(), ScalarType.Long);
        Tensor still = maps.detach();
        Tensor mean = still.mean(PLANE, true, new ScalarTypeOptional());
        Tensor deviation =
                still.var(PLANE, false, true).add(new Scalar(EPSILON)).sqrt();
        Tensor newMean = torch.lerp(mean.index_select(0, others), mean, share);
        Tensor newDeviation = torch.lerp(deviation.index_select(0, others), deviation, share);
        return maps.sub(mean).mul(newDeviation.div(deviation)).add(newMean);
    }

    /** Johnk's generator (1964): two powers of uniform numbers, drawn until their sum is at most 1. */
    private double beta(SplittableRandom random) {
        while (true) {
            double one = Math.pow(random.nextDouble(), 1 / alpha);
            double sum = one + Math.pow(random.nextDouble(), 1 / alpha);
            if (sum > 0 && sum <= 1) {
                return one / sum;
            }
        }
    }

    private static long[] shuffled(int count, SplittableRandom random) {
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return order;
    }
}
