package dev.sightline.trainer.recipe;

import dev.sightline.trainer.loss.CompatibleLoss;
import dev.sightline.trainer.loss.Loss;

/**
 * Descriptors that stay comparable with those of an old model (backward-compatible training).
 *
 * @param with id or folder of the old model
 * @param scale of the cosines
 */
public record CompatiblePlan(double weight, int fromEpoch, String with, double scale) implements LossPlan {
    public CompatiblePlan {
        if (with.isBlank()) {
            throw new IllegalArgumentException(
                    "losses.compatible.with is empty; name the model that made the descriptors" + " in the gallery");
        }
    }

    @Override
    public Loss loss(Size size, long seed) {
        int old = size.gallery().isEmpty() ? 0 : size.gallery().get(0).length;
        if (old != size.dimension()) {
            throw new IllegalArgumentException("losses.compatible.with is " + with + ", whose descriptors have " + old
                    + " numbers, and the new ones have " + size.dimension()
                    + "; only descriptors of one size can be compared, so set network.dimension to " + old);
        }
        return new CompatibleLoss(size.gallery(), scale);
    }
}
