package dev.sightline.trainer.recipe;

import dev.sightline.trainer.augment.Augmentation;

/**
 * What the network sees.
 *
 * @param batch which crops learn together
 * @param mining offline search for hard negatives
 * @param augmentation how crops are varied
 */
public record DataPlan(BatchPlan batch, MiningPlan mining, Augmentation augmentation) {}
