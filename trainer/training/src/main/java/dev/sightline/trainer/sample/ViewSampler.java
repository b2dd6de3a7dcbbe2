package dev.sightline.trainer.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Batches for learning without labels: rows 0 and 1, 2 and 3 and so on are one crop, which is varied twice, and every other
 * row is somebody else (SimCLR, Chen et al. 2020, section 2.1). No crop comes twice in a batch. An epoch depends on seed and
 * number alone. Immutable.
 */
public final class ViewSampler {
    private static final long EPOCH_STEP = 0x9E3779B97F4A7C15L;

    private final int all;
    private final int crops;
    private final int batches;
    private final long seed;

    /**
     * @param all crops there are
     * @param crops of a batch, each twice
     * @param batches in an epoch
     * @throws IllegalArgumentException when there are fewer crops than a batch holds, or a batch has nobody to compare with
     */
    public ViewSampler(int all, int crops, int batches, long seed) {
        if (crops < 2 || crops > all || batches < 1) {
            throw new IllegalArgumentException("Batches of two views of " + crops + " crops each, of " + all
                    + " crops, are not allowed: a batch holds half of batch.people x batch.crops, at least 2 and at most"
                    + " all crops");
        }
        this.all = all;
        this.crops = crops;
        this.batches = batches;
        this.seed = seed;
    }

    /** Batches in an epoch. */
    public int batches() {
        return batches;
    }

    /** The batches of an epoch, counted from 0. */
    public List<LabeledBatch> epoch(int epoch) {
        Random random = new Random(new SplittableRandom(seed ^ (EPOCH_STEP * (epoch + 1L))).nextLong());
        List<LabeledBatch> drawn = new ArrayList<>(batches);
        List<Integer> round = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            if (round.size() < crops) {
                round = new ArrayList<>(IntStream.range(0, all).boxed().toList());
                Collections.shuffle(round, random);
            }
            List<Integer> own = round.subList(round.size() - crops, round.size());
            int[] rows = IntStream.range(0, 2 * crops).map(i -> own.get(i / 2)).toArray();
            drawn.add(new LabeledBatch(
                    rows, IntStream.range(0, 2 * crops).mapToLong(i -> i / 2).toArray()));
            own.clear();
        }
        return drawn;
    }
}
