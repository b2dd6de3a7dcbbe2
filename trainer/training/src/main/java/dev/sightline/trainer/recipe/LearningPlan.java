package dev.sightline.trainer.recipe;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How weights are learned.
 *
 * @param losses terms of the objective, at least one
 * @param optimizer how weights move
 * @param schedule how the rate changes
 * @param freeze what is held still
 * @param styleMixing where pictures of a batch exchange style inside the network
 * @param average which weights are averaged: those of other models before, those of this run while it goes
 * @param memory rows of earlier batches that losses look at too
 */
public record LearningPlan(
        List<LossPlan> losses,
        OptimizerPlan optimizer,
        SchedulePlan schedule,
        FreezePlan freeze,
        StylePlan styleMixing,
        AveragePlan average,
        MemoryPlan memory) {

    public LearningPlan {
        losses = List.copyOf(losses);
        if (losses.isEmpty()) {
            throw new IllegalArgumentException("losses is empty; give at least one, such as {loss: softmax}");
        }
        requireSharedTeachers(distillations(losses).toList());
        if (memory.size() > 0 && losses.stream().noneMatch(LossPlan::comparesWithMemory)) {
            throw new IllegalArgumentException(
                    "memory.size is " + memory.size() + ", but no loss looks at it; those that do are"
                            + " nt-xent, triplet and contrastive, so add one or set it to 0");
        }
    }

    /** Whether distances are taken between features of length 1, as every loss but one on raw features does. */
    public boolean comparesUnitFeatures() {
        return losses.stream()
                .noneMatch(l -> l instanceof LossPlan.Triplet t && !t.normalized()
                        || l instanceof LossPlan.WeightedTriplet w && !w.normalized());
    }

    /** Names of the teachers that the distillations share; empty when there is none, no name: the model learned from. */
    public Optional<List<String>> taughtBy() {
        return distillations(losses).findFirst().map(LossPlan.Distillation::teachers);
    }

    /** Whether teachers see the varied pictures that the trainee sees. */
    public boolean teachersSeeVaried() {
        return distillations(losses).anyMatch(LossPlan.Distillation::seesVaried);
    }

    /** The old model that new descriptors stay comparable with. */
    public Optional<String> compatibleWith() {
        return losses.stream()
                .filter(CompatiblePlan.class::isInstance)
                .map(loss -> ((CompatiblePlan) loss).with())
                .findFirst();
    }

    private static Stream<LossPlan.Distillation> distillations(List<LossPlan> losses) {
        return losses.stream().filter(LossPlan.Distillation.class::isInstance).map(LossPlan.Distillation.class::cast);
    }

    /** Teachers are asked once for all terms. */
    private static void requireSharedTeachers(List<LossPlan.Distillation> all) {
        for (LossPlan.Distillation other : all) {
            LossPlan.Distillation first = all.get(0);
            if (!other.teachers().equals(first.teachers()) || !other.shown().equals(first.shown())) {
                throw new IllegalArgumentException("the distillation terms of losses name the teachers "
                        + first.teachers() + " (shown " + first.shown() + ") and " + other.teachers() + " (shown "
                        + other.shown() + "); name the same teachers, shown the same, in each");
            }
        }
    }
}
