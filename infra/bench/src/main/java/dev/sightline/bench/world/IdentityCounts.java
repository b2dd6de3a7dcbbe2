package dev.sightline.bench.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of people and of identities.
 *
 * @param people who came
 * @param identities that hold at least one visit in the end
 * @param mixed identities that hold visits of several people
 * @param biggest most people in one identity
 * @param transitions pairs of consecutive visits of one person
 * @param kept of these, those that ended in one identity
 */
record IdentityCounts(int people, int identities, int mixed, int biggest, int transitions, int kept) {

    static IdentityCounts of(List<Placed> placed) {
        Map<String, Set<Integer>> holders = new HashMap<>();
        Map<Integer, Placed> last = new HashMap<>();
        int transitions = 0;
        int kept = 0;
        for (Placed p : placed) {
            if (p.hasIdentity()) {
                holders.computeIfAbsent(p.identity(), k -> new HashSet<>())
                        .add(p.visit().person());
            }
            Placed before = last.put(p.visit().person(), p);
            if (before != null) {
                transitions++;
                kept += p.hasIdentity() && p.identity().equals(before.identity()) ? 1 : 0;
            }
        }
        int mixed = (int) holders.values().stream().filter(h -> h.size() > 1).count();
        int biggest = holders.values().stream().mapToInt(Set::size).max().orElse(0);
        return new IdentityCounts(last.size(), holders.size(), mixed, biggest, transitions, kept);
    }

    double keptShare() {
        return (double) kept / Math.max(1, transitions);
    }

    double perPerson() {
        return (double) identities / Math.max(1, people);
    }

    double mixedShare() {
        return (double) mixed / Math.max(1, identities);
    }
}
