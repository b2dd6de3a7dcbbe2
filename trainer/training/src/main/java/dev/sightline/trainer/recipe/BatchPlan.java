package dev.sightline.trainer.recipe;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Batches.
 *
 * @param of people (P x K); pairs or triplets of what the labels say, also where not every two identities are known to be
 *     two people; or, whatever their labels say: views, P x K / 2 crops twice each, varied on their own; crops, P x K of them;
 *     patches, the middle and a neighboring part of P x K / 2 crops
 * @param people P
 * @param crops K
 * @param strangers crops drawn at random from other people, besides P x K
 * @param sites natural, one-per-batch or mixed
 * @param shares how much of the batches is of each site, by name; the others share what is left
 * @param steps batches in an epoch, 0: as many as see about all crops once; of triplets, as many as have about every crop
 *     as their anchor once
 * @param chunk crops described at once under autograd, so that a batch of any size fits into memory (gradient caching); 0: the
 *     whole batch
 * @param accumulate batches whose gradients are averaged before weights move
 */
public record BatchPlan(
        String of,
        int people,
        int crops,
        int strangers,
        String sites,
        Map<String, Double> shares,
        int steps,
        int chunk,
        int accumulate) {
    /** A smaller chunk would leave batch normalization nothing to tell the deviation of. */
    private static final int SMALLEST_CHUNK = 8;

    public BatchPlan {
        shares = Collections.unmodifiableMap(new TreeMap<>(shares)); // In one order: the recipe's text is compared.
        AllowedValues.oneOf("batch.of", of, "people", "pairs", "triplets", "views", "crops", "patches");
        AllowedValues.range("batch.people", people, 2, 4096);
        AllowedValues.range("batch.crops", crops, 1, 256);
        AllowedValues.range("batch.steps", steps, 0, 1_000_000);
        AllowedValues.range("batch.strangers", strangers, 0, 100_000);
        if (strangers > 0 && !of.equals("people")) {
            throw new IllegalArgumentException("batch.strangers is " + strangers + " with batch.of " + of
                    + "; strangers go with batch.of people, else allowed: 0");
        }
        if (chunk != 0) {
            AllowedValues.range("batch.chunk", chunk, SMALLEST_CHUNK, 65_536);
        }
        AllowedValues.range("batch.accumulate", accumulate, 1, 1024);
        AllowedValues.oneOf("batch.sites", sites, "natural", "one-per-batch", "mixed");
    }

    /** Whether batches are made without looking at who is who. */
    public boolean unlabeled() {
        return of.equals("views") || onlyCrops();
    }

    /** Whether the labels of a batch say nothing of which rows should be near each other. */
    public boolean onlyCrops() {
        return of.equals("crops") || of.equals("patches");
    }
}
