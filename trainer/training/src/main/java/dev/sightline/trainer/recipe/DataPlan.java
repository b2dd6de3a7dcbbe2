package dev.sightline.trainer.recipe;

import dev.sightline.trainer.augment.Augmentation;

/**
 * What the network sees.
 *
 * @param batch which crops learn together
 * @param mining offline search for hard negatives
 * @param augmentation how crops are varied
 */
public record DataPlan(BatchPlan batch, MiningPlan mining, Augmentation augmentation) {
    public DataPlan {
        if (batch.strangers() > 0 && mining.every() > 0) {
            throw new IllegalArgumentException("batch.strangers is " + batch.strangers() + " and mining.every "
                    + mining.every() + "; batches have either, so set one of them to 0");
        }
    }
}
