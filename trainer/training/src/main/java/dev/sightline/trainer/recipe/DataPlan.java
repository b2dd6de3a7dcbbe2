package dev.sightline.trainer.recipe;

import dev.sightline.trainer.augment.Augmentation;
import dev.sightline.trainer.augment.Patches;

/**
 * What the network sees.
 *
 * @param batch which crops learn together
 * @param mining offline search for hard negatives
 * @param augmentation how crops are varied
 * @param patches parts of crops, for batches of them
 */
public record DataPlan(BatchPlan batch, MiningPlan mining, Augmentation augmentation, Patches patches) {
    public DataPlan {
        if (batch.strangers() > 0 && mining.every() > 0) {
            throw new IllegalArgumentException("batch.strangers is " + batch.strangers() + " and mining.every "
                    + mining.every() + "; batches have either, so set one of them to 0");
        }
    }
}
