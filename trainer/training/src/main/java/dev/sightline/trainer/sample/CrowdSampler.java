package dev.sightline.trainer.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Few people with many crops each, and beside them crops drawn at random from everybody else, which are negatives alone
 * (FaceNet, Schroff et al. 2015, section 3.2: about 40 faces a person, 1,800 in a batch). Where batches are of one site,
 * strangers are of that site as far as it has enough. An epoch depends on seed and number alone. Immutable.
 */
public final class CrowdSampler {
    private static final long EPOCH_STEP = 0x9E3779B97F4A7C15L;

    private final PkSampler people;
    private final List<CropLabel> labels;
    private final int strangers;
    private final long seed;

    /**
     * @param people draws the P x K
     * @param labels those that {@code people} draws from
     * @param strangers crops of others, 1 or more
     * @throws IllegalArgumentException when the others may have fewer crops
     */
    public CrowdSampler(PkSampler people, List<CropLabel> labels, int strangers, long seed) {
        this.people = people;
        this.labels = List.copyOf(labels);
        this.strangers = strangers;
        this.seed = seed;
        int most = people.table().sites().keySet().stream()
                .map(person -> people.table().crops(person).size())
                .sorted(Collections.reverseOrder())
                .limit(people.policy().identities())
                .mapToInt(Integer::intValue)
                .sum();
        long doubted = labels.stream()
                .filter(label -> people.never().names(label.identity()))
                .count();
        long left = Math.max(0, labels.size() - most - doubted);
        if (strangers < 1 || left < strangers) {
            throw new IllegalArgumentException("batch.strangers is " + strangers + ", but beside "
                    + people.policy().identities() + " people there may be only " + left
                    + " crops of others; allowed: 1 to that many, or 0 for none");
        }
    }

    /** Batches in an epoch. */
    public int batches() {
        return people.batches();
    }

    /** The batches of an epoch, counted from 0: P x K places in the list of labels, then those of the strangers. */
    public List<int[]> epoch(int epoch) {
        Random random = new Random(new SplittableRandom(seed ^ (EPOCH_STEP * (epoch + 1L))).nextLong());
        List<int[]> batches = new ArrayList<>();
        for (int[] own : people.epoch(epoch)) {
            batches.add(
                    IntStream.concat(Arrays.stream(own), strangers(own, random)).toArray());
        }
        return batches;
    }

    private IntStream strangers(int[] own, Random random) {
        Set<Integer> known = new HashSet<>();
        Set<Integer> sites = new HashSet<>();
        for (int crop : own) {
            known.add(labels.get(crop).identity());
            sites.add(labels.get(crop).site());
        }
        List<Integer> near = new ArrayList<>();
        List<Integer> far = new ArrayList<>();
        boolean anywhere = !(people.policy().balance() instanceof SiteBalance.OnePerBatch);
        for (int crop = 0; crop < labels.size(); crop++) {
            CropLabel label = labels.get(crop);
            if (!known.contains(label.identity())) {
                (anywhere || sites.contains(label.site()) ? near : far).add(crop);
            }
        }
        Collections.shuffle(near, random);
        Collections.shuffle(far, random);
        near.addAll(far);
        IntStream.Builder drawn = IntStream.builder();
        int left = strangers;
        for (int crop : near) {
            int person = labels.get(crop).identity();
            if (left > 0 && people.never().allow(person, known)) {
                known.add(person);
                drawn.add(crop);
                left--;
            }
        }
        return drawn.build();
    }
}
