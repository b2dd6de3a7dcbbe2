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
    private final Epoch epoch;
    private final long seed;

    /**
     * How much is drawn.
     *
     * @param pairs per batch, 1 or more
     * @param sameShare share of same pairs, from 0 to 1; .5 is usual
     * @param batches in an epoch, 1 or more
     */
    public record Epoch(int pairs, double sameShare, int batches) {
        public Epoch {
            if (pairs < 1 || batches < 1 || !(sameShare >= 0 && sameShare <= 1)) {
                throw new IllegalArgumentException(batches + " batches of " + pairs + " pairs, " + sameShare
                        + " of them the same person, are not allowed: use 1 or more and a share from 0 to 1");
            }
        }
    }

    /** @throws IllegalArgumentException when a kind that is asked for is missing */
    public PairSampler(List<CropPair> labeled, Epoch epoch, long seed) {
        same = labeled.stream().filter(CropPair::same).toList();
        different = labeled.stream().filter(p -> !p.same()).toList();
        if ((same.isEmpty() && epoch.sameShare() > 0) || (different.isEmpty() && epoch.sameShare() < 1)) {
            throw new IllegalArgumentException(same.size() + " same and " + different.size()
                    + " different pairs are not enough: both kinds are needed");
        }
        this.epoch = epoch;
        this.seed = seed;
    }

    /** Batches in an epoch. */
    public int batches() {
        return epoch.batches();
    }

    /** The batches of an epoch, counted from 0. */
    public List<LabeledBatch> epoch(int number) {
        Random random = new Random(new SplittableRandom(seed ^ (EPOCH_STEP * (number + 1L))).nextLong());
        int pairs = epoch.pairs();
        ArrayDeque<CropPair> sameQueue = new ArrayDeque<>();
        ArrayDeque<CropPair> differentQueue = new ArrayDeque<>();
        List<LabeledBatch> batches = new ArrayList<>();
        double owed = 0;
        for (int b = batches(); b > 0; b--) {
            int[] crops = new int[2 * pairs];
            long[] labels = new long[2 * pairs];
            for (int p = 0; p < pairs; p++) {
                owed += epoch.sameShare();
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
