package dev.sightline.trainer.sample;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Batches for pair losses from pairs alone, without identities: rows 0 and 1, 2 and 3 and so on are a labeled pair, and
 * labels hold for neighbors only. Both kinds come in the share asked, the rarer kind more often than it is there. An
 * epoch depends on seed and number alone. Immutable.
 */
public final class PairSampler {
    private static final long EPOCH_STEP = 0x9E3779B97F4A7C15L;

    private final List<CropPair> same;
    private final List<CropPair> different;
    private final int pairs;
    private final double sameShare;
    private final long seed;

    /**
     * @param pairs per batch, 1 or more
     * @param sameShare share of same pairs, from 0 to 1; .5 is usual
     * @throws IllegalArgumentException when a kind that is asked for is missing
     */
    public PairSampler(List<CropPair> labeled, int pairs, double sameShare, long seed) {
        same = labeled.stream().filter(CropPair::same).toList();
        different = labeled.stream().filter(p -> !p.same()).toList();
        if (pairs < 1 || !(sameShare >= 0 && sameShare <= 1)) {
            throw new IllegalArgumentException("A batch of " + pairs + " pairs, " + sameShare
                    + " of them the same person, is not allowed: use 1 pair or more and a share from 0 to 1");
        }
        if ((same.isEmpty() && sameShare > 0) || (different.isEmpty() && sameShare < 1)) {
            throw new IllegalArgumentException(same.size() + " same and " + different.size()
                    + " different pairs are not enough: both kinds are needed");
        }
        this.pairs = pairs;
        this.sameShare = sameShare;
        this.seed = seed;
    }

    /** Batches in an epoch: about every pair once. */
    public int batches() {
        return Math.max(1, (same.size() + different.size()) / pairs);
    }

    /** The batches of an epoch, counted from 0. */
    public List<LabeledBatch> epoch(int epoch) {
        Random random = new Random(new SplittableRandom(seed ^ (EPOCH_STEP * (epoch + 1L))).nextLong());
        ArrayDeque<CropPair> sameQueue = new ArrayDeque<>();
        ArrayDeque<CropPair> differentQueue = new ArrayDeque<>();
        List<LabeledBatch> batches = new ArrayList<>();
        double owed = 0;
        for (int b = batches(); b > 0; b--) {
            int[] crops = new int[2 * pairs];
            long[] labels = new long[2 * pairs];
            for (int p = 0; p < pairs; p++) {
                owed += sameShare;
                boolean fromSame = owed > 1 - 1e-9;
                owed -= fromSame ? 1 : 0;
                CropPair pair = fromSame ? next(sameQueue, same, random) : next(differentQueue, different, random);
                crops[2 * p] = pair.first();
                crops[2 * p + 1] = pair.second();
                labels[2 * p] = 2L * p;
                labels[2 * p + 1] = pair.same() ? 2L * p : 2L * p + 1;
            }
            batches.add(new LabeledBatch(crops, labels));
        }
        return batches;
    }

    private static CropPair next(ArrayDeque<CropPair> queue, List<CropPair> all, Random random) {
        if (queue.isEmpty()) {
            List<CropPair> round = new ArrayList<>(all);
            Collections.shuffle(round, random);
            queue.addAll(round);
        }
        return queue.removeFirst();
    }
}
