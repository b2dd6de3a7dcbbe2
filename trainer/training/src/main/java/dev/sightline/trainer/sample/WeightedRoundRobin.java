package dev.sightline.trainer.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sites take turns by their shares, as evenly as whole numbers allow; ties go to the lower number. */
final class WeightedRoundRobin {
    private final Map<Integer, Double> shares = new TreeMap<>();
    private final Map<Integer, Double> credit = new LinkedHashMap<>();

    /** {@code given} shares of {@code sites}; a site without a share gets the mean of the others. */
    WeightedRoundRobin(Set<Integer> sites, Map<Integer, Double> given) {
        double mean = sites.stream()
                .filter(given::containsKey)
                .mapToDouble(given::get)
                .average()
                .orElse(1);
        double total = 0;
        for (int site : sites) {
            shares.put(site, given.getOrDefault(site, mean));
            total += given.getOrDefault(site, mean);
        }
        for (Map.Entry<Integer, Double> share : shares.entrySet()) {
            share.setValue(share.getValue() / total);
            credit.put(share.getKey(), 0.0);
        }
    }

    int next() {
        int best = Integer.MIN_VALUE;
        double most = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Integer, Double> share : shares.entrySet()) {
            double owed = credit.merge(share.getKey(), share.getValue(), Double::sum);
            if (owed > most + 1e-9) {
                most = owed;
                best = share.getKey();
            }
        }
        credit.merge(best, -1.0, Double::sum);
        return best;
    }
}
