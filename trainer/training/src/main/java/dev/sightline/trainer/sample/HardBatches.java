package dev.sightline.trainer.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * P x K batches in which some identities are there because they are mistaken for another one in the batch. Those others
 * are drawn as ever; beside a random crop of each comes the person on one of its hard negatives, with that very crop among the K
 * crops. Immutable.
 */
public final class HardBatches {
    private final PkSampler sampler;
    private final double share;

    /** @param share of the identities of a batch that come as hard negatives, from 0 to below 1; .5 brings one for each other */
    public HardBatches(PkSampler sampler, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "Share of hard negatives " + share + " is not allowed: use 0 to below 1, such as .5");
        }
        this.sampler = sampler;
        this.share = share;
    }

    /**
     * The batches of an epoch, counted from 0: shape and number as of the sampler. They depend on seed, number and hard negatives
     * alone.
     *
     * @param hardNegatives one row for each crop of the sampler's labels, as fresh as the caller keeps them
     */
    public List<int[]> epoch(int epoch, HardNegatives hardNegatives) {
        if (hardNegatives.size() != sampler.table().size()) {
            throw new IllegalArgumentException("Rivals of " + hardNegatives.size() + " crops do not fit "
                    + sampler.table().size() + " labels: search them again on the data that is trained on");
        }
        int people = sampler.policy().identities();
        int drawn = Math.max(1, people - (int) Math.round(people * share));
        EpochSampling draw = sampler.draw(epoch);
        List<int[]> batches = new ArrayList<>();
        for (int b = sampler.batches(); b > 0; b--) {
            Set<Integer> batch = new LinkedHashSet<>();
            draw.identities(batch, drawn);
            Map<Integer, Integer> named = invite(batch, hardNegatives, draw.random());
            draw.identities(batch, people);
            batches.add(withNamed(sampler.crops(draw, batch), named));
        }
        return batches;
    }

    /** Adds hard negatives to {@code batch} as far as there is room; the crop that each person must show. */
    private Map<Integer, Integer> invite(Set<Integer> batch, HardNegatives hardNegatives, Random random) {
        Map<Integer, Integer> named = new LinkedHashMap<>();
        List<Integer> hosts = new ArrayList<>(batch);
        boolean some = true;
        while (some && batch.size() < sampler.policy().identities()) {
            some = false;
            for (int host : hosts) {
                some |= batch.size() < sampler.policy().identities()
                        && inviteOne(host, batch, hardNegatives, named, random);
            }
        }
        return named;
    }

    private boolean inviteOne(
            int host, Set<Integer> batch, HardNegatives hardNegatives, Map<Integer, Integer> named, Random random) {
        Integer shown = named.get(host);
        List<Integer> anchors = shown != null && hardNegatives.any(shown)
                ? List.of(shown)
                : sampler.table().crops(host).stream()
                        .filter(hardNegatives::any)
                        .toList();
        if (anchors.isEmpty()) {
            return false;
        }
        int anchor = anchors.get(random.nextInt(anchors.size()));
        int[] hard = hardNegatives.of(anchor);
        int first = random.nextInt(hard.length);
        for (int i = 0; i < hard.length; i++) {
            int hardNegative = hard[(first + i) % hard.length];
            int person = sampler.table().identity(hardNegative);
            if (sampler.never().allow(person, batch) && batch.add(person)) {
                named.put(person, hardNegative);
                named.put(host, anchor);
                return true;
            }
        }
        return false;
    }

    /** Each named crop takes the place of the last crop of its person, unless it is there. */
    private int[] withNamed(int[] batch, Map<Integer, Integer> named) {
        int crops = sampler.policy().crops();
        for (int at = 0; at < batch.length; at += crops) {
            Integer crop = named.get(sampler.table().identity(batch[at]));
            boolean there = crop == null;
            for (int i = at; i < at + crops && crop != null; i++) {
                there |= batch[i] == crop;
            }
            if (!there && crop != null) {
                batch[at + crops - 1] = crop;
            }
        }
        return batch;
    }
}
