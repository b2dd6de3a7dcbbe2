package dev.sightline.trainer.pair;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is connected by "same" labels. Labels can be taken out; components are then joined again by union-find when next
 * asked for. Single-threaded.
 */
final class SameGraph {
    private final Map<String, SortedMap<String, LabeledPair>> neighbors = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private boolean stale = true;

    /** @param sames one label a pair */
    SameGraph(Collection<LabeledPair> sames) {
        for (LabeledPair same : sames) {
            neighbors.computeIfAbsent(same.left(), k -> new TreeMap<>()).put(same.right(), same);
            neighbors.computeIfAbsent(same.right(), k -> new TreeMap<>()).put(same.left(), same);
        }
    }

    void remove(LabeledPair same) {
        neighbors.getOrDefault(same.left(), Collections.emptySortedMap()).remove(same.right());
        neighbors.getOrDefault(same.right(), Collections.emptySortedMap()).remove(same.left());
        stale = true;
    }

    boolean connects(String one, String other) {
        return component(one).equals(component(other));
    }

    /** The name that sorts first among all that are connected to this one, itself included. */
    String component(String node) {
        if (stale) {
            join();
        }
        return find(node);
    }

    /** The fewest labels that lead from one to the other, in order; both are connected. */
    List<LabeledPair> chain(String from, String to) {
        Map<String, LabeledPair> reachedBy = new HashMap<>();
        Set<String> seen = new HashSet<>(Set.of(from));
        Deque<String> queue = new ArrayDeque<>(List.of(from));
        while (!seen.contains(to)) {
            String at = queue.remove();
            neighbors.getOrDefault(at, Collections.emptySortedMap()).forEach((next, label) -> {
                if (seen.add(next)) {
                    reachedBy.put(next, label);
                    queue.add(next);
                }
            });
        }
        List<LabeledPair> chain = new ArrayList<>();
        for (String at = to; !at.equals(from); ) {
            LabeledPair label = reachedBy.get(at);
            if (label == null) {
                throw new IllegalStateException("no chain from " + from + " to " + to);
            }
            chain.add(label);
            at = label.left().equals(at) ? label.right() : label.left();
        }
        Collections.reverse(chain);
        return chain;
    }

    private void join() {
        parents.clear();
        neighbors.forEach((node, others) -> others.keySet().forEach(other -> {
            String first = find(node);
            String second = find(other);
            // The smaller name leads, so a component is named alike in whatever order labels come.
            if (first.compareTo(second) < 0) {
                parents.put(second, first);
            } else if (!first.equals(second)) {
                parents.put(first, second);
            }
        }));
        stale = false;
    }

    /** Halves the path as it goes, which keeps later searches short. */
    private String find(String node) {
        String at = node;
        String parent = parents.getOrDefault(at, at);
        while (!parent.equals(at)) {
            String above = parents.getOrDefault(parent, parent);
            parents.put(at, above);
            at = above;
            parent = parents.getOrDefault(at, at);
        }
        return at;
    }
}
