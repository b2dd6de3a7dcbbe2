package dev.sightline.trainer.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Batches for triplet losses from pairs alone: rows 0, 1, 2 are anchor, positive and negative, and so on. Only what was
 * said counts: the positive is tied to the anchor by "same" pairs, the negative by a "different" pair between the two
 * groups; people that nobody told apart are never strangers. An epoch depends on seed and number alone. Immutable.
 */
public final class TripletSampler {
    private static final long EPOCH_STEP = 0x9E3779B97F4A7C15L;

    private final Map<Integer, List<Integer>> groups = new HashMap<>();
    private final List<Strangers> strangers = new ArrayList<>();
    private final int triplets;
    private final int batches;
    private final long seed;

    /** A crop that has a positive, and a crop of somebody else. */
    private record Strangers(int anchor, int negative) {}

    /**
     * @param triplets per batch, 1 or more
     * @param batches in an epoch, 1 or more
     * @throws IllegalArgumentException when the pairs make no triplet
     */
    public TripletSampler(List<CropPair> pairs, int triplets, int batches, long seed) {
        if (triplets < 1 || batches < 1) {
            throw new IllegalArgumentException(
                    batches + " batches of " + triplets + " triplets are not allowed: use 1 or more");
        }
        this.triplets = triplets;
        this.batches = batches;
        this.seed = seed;
        gather(pairs);
        for (CropPair pair : pairs) {
            if (!pair.same() && group(pair.first()) != group(pair.second())) {
                offer(pair.first(), pair.second());
                offer(pair.second(), pair.first());
            }
        }
        if (strangers.isEmpty()) {
            throw new IllegalArgumentException(
                    pairs.stream().filter(CropPair::same).count() + " same and "
                            + pairs.stream().filter(p -> !p.same()).count()
                            + " different pairs make no triplet: label a crop of a same pair as different from another");
        }
    }

    /** Puts the crops of each "same" pair into one group; crops share the list of their group. */
    private void gather(List<CropPair> pairs) {
        for (CropPair pair : pairs) {
            List<Integer> first = groups.computeIfAbsent(pair.first(), TripletSampler::alone);
            List<Integer> second = groups.computeIfAbsent(pair.second(), TripletSampler::alone);
            if (pair.same() && first != second) {
                List<Integer> larger = first.size() < second.size() ? second : first;
                List<Integer> smaller = larger == first ? second : first;
                larger.addAll(smaller);
                smaller.forEach(crop -> groups.put(crop, larger));
            }
        }
    }

    private static List<Integer> alone(int crop) {
        return new ArrayList<>(List.of(crop));
    }

    private List<Integer> group(int crop) {
        return groups.getOrDefault(crop, List.of());
    }

    private void offer(int anchor, int negative) {
        if (group(anchor).size() > 1) {
            strangers.add(new Strangers(anchor, negative));
        }
    }

    /** Batches in an epoch. */
    public int batches() {
        return batches;
    }

    /** The batches of an epoch, counted from 0. */
    public List<LabeledBatch> epoch(int epoch) {
        Random random = new Random(new SplittableRandom(seed ^ (EPOCH_STEP * (epoch + 1L))).nextLong());
        List<Strangers> round = new ArrayList<>(strangers);
        Collections.shuffle(round, random);
        List<LabeledBatch> drawn = new ArrayList<>();
        for (int b = 0; b < batches; b++) {
            int[] crops = new int[3 * triplets];
            long[] labels = new long[3 * triplets];
            for (int t = 0; t < triplets; t++) {
                Strangers two = round.get((b * triplets + t) % round.size());
                crops[3 * t] = two.anchor();
                crops[3 * t + 1] = positive(two.anchor(), random);
                crops[3 * t + 2] = two.negative();
                labels[3 * t] = 2L * t;
                labels[3 * t + 1] = 2L * t;
                labels[3 * t + 2] = 2L * t + 1;
            }
            drawn.add(new LabeledBatch(crops, labels));
        }
        return drawn;
    }

    private int positive(int anchor, Random random) {
        List<Integer> others = group(anchor);
        int at = random.nextInt(others.size() - 1);
        return others.get(at) == anchor ? others.get(others.size() - 1) : others.get(at);
    }
}
