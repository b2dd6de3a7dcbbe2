package dev.sightline.trainer.recipe;

/**
 * Rows of earlier batches that a batch is compared with besides itself, so that a machine with little memory sees as many
 * negatives as a large batch has.
 *
 * @param size rows that are kept, 0: none
 * @param momentum share of its weights that the encoder of what is kept keeps at each step (MoCo, He et al. 2020); 0: rows are kept
 *     as the network described them when it learned from them (cross-batch memory, Wang et al. 2020)
 * @param fromEpoch the first epoch in which losses look at them, from 0: rows of a network that still changes fast mislead
 */
public record MemoryPlan(int size, double momentum, int fromEpoch) {
    public MemoryPlan {
        AllowedValues.range("memory.size", size, 0, 1_000_000);
        AllowedValues.range("memory.momentum", momentum, 0, 0.999999);
        AllowedValues.range("memory.from-epoch", fromEpoch, 0, 10_000);
        if (size == 0 && momentum > 0) {
            throw new IllegalArgumentException(
                    "memory.momentum is " + momentum + ", but memory.size is 0; give the rows to keep, such as 4096");
        }
    }
}
