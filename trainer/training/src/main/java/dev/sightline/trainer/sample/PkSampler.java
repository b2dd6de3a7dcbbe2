package dev.sightline.trainer.sample;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Batches of P identities with K crops each (Hermans et al. 2017, section 2), the K spread over cameras. An epoch depends
 * on seed and number alone, so a resumed run sees the batches it would have seen. Immutable.
 */
public final class PkSampler {
    private static final int ONE_POT = 0;

    private final CropTable table;
    private final PkPolicy policy;
    private final NeverTogether never;
    private final long seed;
    private final Map<Integer, List<Integer>> visits = new TreeMap<>();

    /** Over {@code labels}, one per crop, of people who are all others. */
    public PkSampler(List<CropLabel> labels, PkPolicy policy, long seed) {
        this(labels, policy, NeverTogether.NOBODY, seed);
    }

    /**
     * Over {@code labels}, one per crop.
     *
     * @param never who may be one person
     * @throws IllegalArgumentException with fewer identities than a batch needs
     */
    public PkSampler(List<CropLabel> labels, PkPolicy policy, NeverTogether never, long seed) {
        this.table = new CropTable(labels);
        this.policy = policy;
        this.never = never;
        this.seed = seed;
        int people = table.sites().size();
        if (people < policy.identities()) {
            throw new IllegalArgumentException(
                    people + " identities in the data are fewer than the " + policy.identities()
                            + " per batch: use fewer, such as batch.people=4 (2 or more), or give crops of more people");
        }
        never.requireRoom(people, policy.identities());
        table.sites().forEach((identity, site) -> {
            int pot = policy.balance() instanceof SiteBalance.Natural ? ONE_POT : site;
            List<Integer> queue = visits.computeIfAbsent(pot, k -> new ArrayList<>());
            for (int i = 0; i < Math.max(1, table.crops(identity).size() / policy.crops()); i++) {
                queue.add(identity);
            }
        });
    }

    /** Batches in an epoch. */
    public int batches() {
        int all = visits.values().stream().mapToInt(List::size).sum();
        return policy.batches() > 0 ? policy.batches() : Math.max(1, all / policy.identities());
    }

    /**
     * The batches of an epoch, counted from 0. Each holds P x K places in the list of labels, identity by identity. A site
     * with fewer than P identities has its batches filled up from the others.
     */
    public List<int[]> epoch(int epoch) {
        EpochSampling draw = draw(epoch);
        List<int[]> batches = new ArrayList<>();
        for (int b = batches(); b > 0; b--) {
            Set<Integer> people = new LinkedHashSet<>();
            draw.identities(people, policy.identities());
            batches.add(crops(draw, people));
        }
        return batches;
    }

    EpochSampling draw(int epoch) {
        return new EpochSampling(this, visits, seed, epoch);
    }

    int[] crops(EpochSampling draw, Set<Integer> people) {
        int[] batch = new int[policy.identities() * policy.crops()];
        int at = 0;
        for (int person : people) {
            draw.crops(person, batch, at, policy.crops());
            at += policy.crops();
        }
        return batch;
    }

    CropTable table() {
        return table;
    }

    NeverTogether never() {
        return never;
    }

    PkPolicy policy() {
        return policy;
    }
}
