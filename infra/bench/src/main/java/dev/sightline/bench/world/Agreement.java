package dev.sightline.bench.world;

import dev.sightline.contracts.assignment.LinearAssignment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Boxes that each person and each identity have in common. The best one-to-one pairing is found for each group of
 * people and identities that hang together: exact, and quick for thousands.
 */
final class Agreement {
    private final Map<Integer, Map<String, Integer>> common = new TreeMap<>();

    Agreement(Collection<Placed> placed) {
        for (Placed p : placed) {
            if (p.hasIdentity()) {
                common.computeIfAbsent(p.visit().person(), k -> new TreeMap<>())
                        .merge(p.identity(), p.boxes(), Integer::sum);
            }
        }
    }

    /** Boxes in common of the pairing that has the most (IDTP). */
    long best() {
        Map<String, List<Integer>> holders = new HashMap<>();
        common.forEach((person, ids) -> ids.keySet()
                .forEach(id ->
                        holders.computeIfAbsent(id, k -> new ArrayList<>()).add(person)));
        List<Integer> left = new ArrayList<>(common.keySet());
        Map<Integer, Integer> component = new HashMap<>();
        Map<Integer, List<Integer>> components = new LinkedHashMap<>();
        for (Integer person : left) {
            if (!component.containsKey(person)) {
                components.put(person, flood(person, holders, component));
            }
        }
        return components.values().stream().mapToLong(this::best).sum();
    }

    private List<Integer> flood(Integer start, Map<String, List<Integer>> holders, Map<Integer, Integer> component) {
        List<Integer> members = new ArrayList<>();
        component.put(start, start);
        members.add(start);
        for (int i = 0; i < members.size(); i++) {
            for (String id : common.getOrDefault(members.get(i), Map.of()).keySet()) {
                for (Integer other : holders.getOrDefault(id, List.of())) {
                    if (component.putIfAbsent(other, start) == null) {
                        members.add(other);
                    }
                }
            }
        }
        return members;
    }

    private long best(List<Integer> people) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (Integer person : people) {
            common.getOrDefault(person, Map.of()).keySet().forEach(id -> columns.putIfAbsent(id, columns.size()));
        }
        double[][] cost = new double[people.size()][columns.size()];
        for (int r = 0; r < cost.length; r++) {
            int row = r;
            common.getOrDefault(people.get(r), Map.of())
                    .forEach((id, boxes) -> cost[row][columns.getOrDefault(id, 0)] = -boxes);
        }
        return Math.round(-LinearAssignment.total(cost, LinearAssignment.minimize(cost)));
    }
}
