package dev.sightline.trainer.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Batches for telling where a part of a picture lies: rows 0 and 1, 2 and 3 and so on are one crop, of which the first shows the
 * middle and the second a neighbor, whose place, 0 to 7 at random, is the label of both. An epoch depends on seed and number alone.
 * Immutable.
 */
public final class PatchSampler {
    private static final long EPOCH_STEP = 0x9E3779B97F4A7C15L;
    private static final int PLACES = 8;

    private final ViewSampler crops;
    private final long seed;

    /** @param crops draws each crop with two views */
    public PatchSampler(ViewSampler crops, long seed) {
        this.crops = crops;
        this.seed = seed;
    }

    /** Batches in an epoch. */
    public int batches() {
        return crops.batches();
    }

    /** The batches of an epoch, counted from 0. */
    public List<LabeledBatch> epoch(int epoch) {
        SplittableRandom random = new SplittableRandom(~seed ^ (EPOCH_STEP * (epoch + 1L)));
        List<LabeledBatch> drawn = new ArrayList<>();
        for (LabeledBatch batch : crops.epoch(epoch)) {
            long[] places = new long[batch.crops().length];
            for (int row = 0; row < places.length; row += 2) {
                places[row] = random.nextInt(PLACES);
                places[row + 1] = places[row];
            }
            drawn.add(new LabeledBatch(batch.crops(), places));
        }
        return drawn;
    }
}
