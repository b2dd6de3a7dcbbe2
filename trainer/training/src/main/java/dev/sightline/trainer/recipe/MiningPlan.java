package dev.sightline.trainer.recipe;

/**
 * Hardest negatives over the whole training set.
 *
 * @param every epochs between searches, 0: none
 * @param from first rank of a negative to take, 1 is the nearest
 * @param to last rank
 * @param share of the batches that are made around them
 */
public record MiningPlan(int every, int from, int to, double share) {
    public MiningPlan {
        AllowedValues.range("mining.every", every, 0, 1000);
        AllowedValues.range("mining.from", from, 1, 100_000);
        AllowedValues.range("mining.to", to, from, 100_000);
        AllowedValues.range("mining.share", share, 0, 1);
    }
}
