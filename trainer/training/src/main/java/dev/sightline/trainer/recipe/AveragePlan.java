package dev.sightline.trainer.recipe;

import java.util.List;

/**
 * Averages of weights.
 *
 * @param decay share of this run's running average that is kept at each step, 0: no average; the average is judged and
 *     kept
 * @param with models of the same network, by id or folder; the run begins with the mean of their weights and those of
 *     the model it starts from (Wortsman et al., Model soups, ICML 2022)
 */
public record AveragePlan(double decay, List<String> with) {
    public AveragePlan {
        with = List.copyOf(with);
        AllowedValues.range("average.decay", decay, 0, 0.999999);
    }
}
