package dev.sightline.trainer.recipe;

import dev.sightline.trainer.loss.Loss;
import dev.sightline.trainer.loss.ReconstructionLoss;

/**
 * The picture drawn again from its descriptor, by a decoder that is left behind: an autoencoder.
 *
 * @param noise deviation of the noise that the network sees, in units of the pictures' own; 0: none
 * @param hide share of blocks that the network does not see; 0: none
 * @param channels of the decoder's first map
 */
public record ReconstructionPlan(double weight, int fromEpoch, double noise, double hide, int channels)
        implements LossPlan {
    public ReconstructionPlan {
        AllowedValues.range("losses.reconstruction.noise", noise, 0, 10);
        AllowedValues.range("losses.reconstruction.hide", hide, 0, 0.95);
        AllowedValues.range("losses.reconstruction.channels", channels, 8, 1024);
        if (channels % 8 != 0) {
            throw new IllegalArgumentException(
                    "losses.reconstruction.channels is " + channels + "; allowed: multiples of 8");
        }
    }

    @Override
    public Loss loss(Size size, long seed) {
        long[] sides = {size.height(), size.width()};
        return ReconstructionLoss.fresh(
                new ReconstructionLoss.Spoiling(noise, hide), size.dimension(), channels, sides, seed);
    }
}
