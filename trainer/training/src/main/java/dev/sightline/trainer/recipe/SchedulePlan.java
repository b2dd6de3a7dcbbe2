package dev.sightline.trainer.recipe;

import java.util.List;

/**
 * How the rate changes over the epochs.
 *
 * @param kind constant, step or cosine
 * @param warmUp epochs of a straight rise from a hundredth
 * @param milestones epochs after which step multiplies by {@code factor}
 * @param factor for step; for cosine the share of the rate that is left at the end
 */
public record SchedulePlan(String kind, double warmUp, List<Double> milestones, double factor) {
    public SchedulePlan {
        milestones = List.copyOf(milestones);
        AllowedValues.oneOf("schedule.kind", kind, "constant", "step", "cosine");
        AllowedValues.range("schedule.warm-up", warmUp, 0, 1000);
        AllowedValues.range("schedule.factor", factor, 0, 1);
    }
}
