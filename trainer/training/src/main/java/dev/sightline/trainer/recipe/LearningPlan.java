package dev.sightline.trainer.recipe;

import java.util.List;

/**
 * How weights are learned.
 *
 * @param losses terms of the objective, at least one
 * @param optimizer how weights move
 * @param schedule how the rate changes
 * @param freeze what is held still
 * @param styleMixing where pictures of a batch exchange style inside the network
 * @param average which weights are averaged: those of other models before, those of this run while it goes
 */
public record LearningPlan(
        List<LossPlan> losses,
        OptimizerPlan optimizer,
        SchedulePlan schedule,
        FreezePlan freeze,
        StylePlan styleMixing,
        AveragePlan average) {

    public LearningPlan {
        losses = List.copyOf(losses);
        if (losses.isEmpty()) {
            throw new IllegalArgumentException("losses is empty; give at least one, such as {loss: softmax}");
        }
    }

    /** Whether distances are taken between features of length 1, as every loss but one on raw features does. */
    public boolean comparesUnitFeatures() {
        return losses.stream()
                .noneMatch(l -> l instanceof LossPlan.Triplet t && !t.normalized()
                        || l instanceof LossPlan.WeightedTriplet w && !w.normalized());
    }
}
