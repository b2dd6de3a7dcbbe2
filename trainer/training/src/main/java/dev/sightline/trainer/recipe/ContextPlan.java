package dev.sightline.trainer.recipe;

import dev.sightline.trainer.loss.ContextLoss;
import dev.sightline.trainer.loss.Loss;

/**
 * Where a part of a crop lies beside its middle, by a head that is left behind.
 *
 * @param hidden numbers in the head's inner layer
 */
public record ContextPlan(double weight, int fromEpoch, int hidden) implements LossPlan {
    public ContextPlan {
        AllowedValues.range("losses.context.hidden", hidden, 8, 4096);
    }

    @Override
    public Loss loss(Size size, long seed) {
        return ContextLoss.fresh(size.dimension(), hidden, seed);
    }
}
