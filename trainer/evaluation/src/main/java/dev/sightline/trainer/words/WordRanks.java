package dev.sightline.trainer.words;

import dev.sightline.contracts.calibration.RateInterval;
import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.evaluate.Measures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How well texts find the person they are about: one rank a text; people who share a score stand behind, not before. */
public final class WordRanks implements Measures {
    private final List<Rank> ranks;
    private final int gallery;

    /** @param rank of the own person among the gallery, from 1 */
    private record Rank(String person, int rank) {}

    private WordRanks(List<Rank> ranks, int gallery) {
        this.ranks = List.copyOf(ranks);
        this.gallery = gallery;
    }

    /**
     * Ranks.
     *
     * @param people who each text is about
     * @param scores of each text for each person of the gallery
     * @throws IllegalArgumentException when a text's person is not in the gallery
     */
    public static WordRanks of(List<String> people, List<Map<String, Double>> scores) {
        List<Rank> ranks = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            Double own = scores.get(i).get(people.get(i));
            if (own == null) {
                throw new IllegalArgumentException("text " + (i + 1) + " is about '" + people.get(i)
                        + "', who is not in the gallery of " + scores.get(i).size());
            }
            double mine = own;
            long before = scores.get(i).values().stream().filter(s -> s >= mine).count();
            ranks.add(new Rank(people.get(i), (int) before));
        }
        return new WordRanks(ranks, scores.isEmpty() ? 0 : scores.get(0).size());
    }

    /** Share of texts whose person is among the first {@code k}. */
    public double at(int k) {
        return ranks.stream().filter(r -> r.rank <= k).count() / (double) Math.max(1, ranks.size());
    }

    /** Mean of 1/rank. */
    public double reciprocal() {
        return ranks.stream().mapToDouble(r -> 1.0 / r.rank).average().orElse(0);
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> all = new LinkedHashMap<>();
        List<String> people =
                List.copyOf(new TreeSet<>(ranks.stream().map(Rank::person).toList()));
        all.put("texts", ranks.size());
        all.put("people", people.size());
        all.put("gallery", gallery);
        for (int k : new int[] {1, 5, 10}) {
            all.put("rank-" + k, at(k));
            all.put("rank-" + k + " by chance", Math.min(1, k / (double) Math.max(1, gallery)));
        }
        all.put("mean reciprocal rank", reciprocal());
        if (people.size() > 1) {
            RateInterval interval = interval(people);
            all.put("rank-1, 95% over people", List.of(interval.low(), interval.high()));
        }
        return all;
    }

    private RateInterval interval(List<String> people) {
        Map<String, Integer> numbers = new TreeMap<>();
        people.forEach(p -> numbers.put(p, numbers.size()));
        return IdentityBootstrap.defaults().interval(people.size(), drawn -> {
            double texts = 0;
            double first = 0;
            for (Rank rank : ranks) {
                int times = drawn[numbers.getOrDefault(rank.person, 0)];
                texts += times;
                first += rank.rank == 1 ? times : 0;
            }
            return texts == 0 ? Double.NaN : first / texts;
        });
    }
}
