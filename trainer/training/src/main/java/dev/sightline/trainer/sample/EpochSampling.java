package dev.sightline.trainer.sample;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What has been drawn in one epoch: identities by site, and crops of each. */
final class EpochSampling {
    private static final long EPOCH_STEP = 0x9E3779B97F4A7C15L;

    private final CropTable table;
    private final Random random;
    private final WeightedRoundRobin turns;
    private final boolean oneSite;
    private final NeverTogether never;
    private final Map<Integer, IdentityQueue> queues = new TreeMap<>();
    private final Map<Integer, CropQueue> crops = new TreeMap<>();

    EpochSampling(PkSampler of, Map<Integer, List<Integer>> visits, long seed, int epoch) {
        PkPolicy policy = of.policy();
        this.table = of.table();
        this.never = of.never();
        random = new Random(new SplittableRandom(seed ^ (EPOCH_STEP * (epoch + 1L))).nextLong());
        visits.forEach((site, identities) -> queues.put(site, new IdentityQueue(identities, random)));
        oneSite = !(policy.balance() instanceof SiteBalance.Mixed);
        turns = new WeightedRoundRobin(visits.keySet(), shares(policy.balance()));
    }

    private static Map<Integer, Double> shares(SiteBalance balance) {
        if (balance instanceof SiteBalance.OnePerBatch one) {
            return one.shares();
        }
        return balance instanceof SiteBalance.Mixed mixed ? mixed.shares() : Map.of();
    }

    Random random() {
        return random;
    }

    /** Adds identities until {@code batch} has {@code count}. */
    void identities(Set<Integer> batch, int count) {
        int site = turns.next();
        while (batch.size() < count) {
            IdentityQueue queue = queues.get(site);
            boolean drawn = queue != null && queue.drawInto(batch, person -> never.allow(person, batch));
            if (batch.size() < count && !(drawn && oneSite)) {
                site = turns.next();
            }
        }
    }

    /** Puts {@code count} crops of a person into {@code batch} from {@code at} on. */
    void crops(int person, int[] batch, int at, int count) {
        crops.computeIfAbsent(person, p -> new CropQueue(table.byCamera(p), random))
                .draw(batch, at, count);
    }
}
