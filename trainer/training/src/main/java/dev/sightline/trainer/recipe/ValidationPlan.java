package dev.sightline.trainer.recipe;

/**
 * Looking at people who do not train, the validation people.
 *
 * @param every epochs between looks, 0: none
 * @param people share of the training people held back for it when the data name none
 * @param patience looks in a row without a gain of mAP after which the run ends, 0: never before the last epoch
 */
public record ValidationPlan(int every, double people, int patience) {
    public ValidationPlan {
        AllowedValues.range("validation.every", every, 0, 10_000);
        AllowedValues.range("validation.people", people, 0, 0.9);
        AllowedValues.range("validation.patience", patience, 0, 10_000);
    }
}
