package dev.sightline.trainer.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Batches for learning without labels: with two views rows 0 and 1, 2 and 3 and so on are one crop, which is varied twice, and
 * every other row is somebody else (SimCLR, Chen et al. 2020, section 2.1). Labels are the crops' places in the list, so they
 * mean the same in every batch. No crop comes into a batch but by its views. An epoch depends on seed and
 * number alone. Immutable.
 */
public final class ViewSampler {
    private static final long EPOCH_STEP = 0x9E3779B97F4A7C15L;

    private final int all;
    private final int crops;
    private final int views;
    private final int batches;
    private final long seed;

    /**
     * @param all crops there are
     * @param crops of a batch, each as often as there are views
     * @param views of each crop, one after another
     * @param batches in an epoch
     * @throws IllegalArgumentException when there are fewer crops than a batch holds, or a batch has nobody to compare with
     */
    public ViewSampler(int all, int crops, int views, int batches, long seed) {
        if (crops < 2 || crops > all || batches < 1) {
            throw new IllegalArgumentException("Batches of " + views + " views of " + crops + " crops each, of " + all
                    + " crops, are not allowed: a batch holds batch.people x batch.crops / " + views
                    + " crops, at least 2 and at most all");
        }
        this.views = views;
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
            int[] rows = IntStream.range(0, views * crops)
                    .map(i -> own.get(i / views))
                    .toArray();
            drawn.add(new LabeledBatch(rows, Arrays.stream(rows).asLongStream().toArray()));
            own.clear();
        }
        return drawn;
    }
}
