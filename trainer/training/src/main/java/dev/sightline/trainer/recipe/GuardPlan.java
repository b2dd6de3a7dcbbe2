package dev.sightline.trainer.recipe;

/**
 * When a run has collapsed.
 *
 * @param grace epochs at the start that are not judged
 * @param patience epochs in a row that must look collapsed, 0: never stop
 */
public record GuardPlan(int grace, int patience) {
    public GuardPlan {
        AllowedValues.range("guard.grace", grace, 0, 10_000);
        AllowedValues.range("guard.patience", patience, 0, 10_000);
    }
}
