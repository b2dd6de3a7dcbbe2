package dev.sightline.trainer.recipe;

/**
 * Looking at people who do not train.
 *
 * @param every epochs between looks, 0: none
 * @param people share of the training people held back for it when the data name none
 */
public record ValidationPlan(int every, double people) {
    public ValidationPlan {
        AllowedValues.range("validation.every", every, 0, 10_000);
        AllowedValues.range("validation.people", people, 0, 0.9);
    }
}
