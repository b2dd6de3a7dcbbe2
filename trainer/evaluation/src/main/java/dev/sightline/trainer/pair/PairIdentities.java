package dev.sightline.trainer.pair;

import dev.sightline.trainer.pair.Constraints.Apart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * People made of labeled pairs. "Same" labels join tracklets and crops by union-find; "different" labels keep what is
 * joined apart. A "different" whose two ends are joined contradicts the labels that join them: it is reported with the
 * shortest chain of them, and of that "different" and its chain all labels of the least trusted source are left out,
 * until no chain is left or the "different" itself is out. So an operator's word stands against the system's own
 * conclusions, and where two operators contradict one another neither is believed. "Different" labels are taken in the
 * order of trust, then of names; the outcome does not depend on the order in which labels come.
 *
 * <p>What no "same" joins stays a person of its own, and serves as a negative where it is known to be different.
 *
 * @param identities the person of each tracklet or crop that a label names; named by the least member
 * @param apart people known to be different
 * @param contradictions what could not all be true, in the order it was found
 * @param used labels that hold, one a pair, the most trusted first
 */
public record PairIdentities(
        Map<String, String> identities, Set<Apart> apart, List<Contradiction> contradictions, List<LabeledPair> used) {

    public PairIdentities {
        identities = Map.copyOf(identities);
        apart = Set.copyOf(apart);
        contradictions = List.copyOf(contradictions);
        used = List.copyOf(used);
    }

    /** People of these labels. Repeated labels count once, by their most trusted source. */
    public static PairIdentities of(Collection<LabeledPair> labels) {
        List<LabeledPair> sames = strongest(labels, true);
        List<LabeledPair> differents = strongest(labels, false);
        SameGraph graph = new SameGraph(sames);
        Set<LabeledPair> out = new HashSet<>();
        List<Contradiction> contradictions = new ArrayList<>();
        for (LabeledPair different : differents) {
            while (!out.contains(different) && graph.connects(different.left(), different.right())) {
                Contradiction found = contradiction(different, graph.chain(different.left(), different.right()));
                found.leftOut().stream().filter(LabeledPair::same).forEach(graph::remove);
                out.addAll(found.leftOut());
                contradictions.add(found);
            }
        }
        List<LabeledPair> used = new ArrayList<>(sames);
        used.addAll(differents);
        used.removeIf(out::contains);
        used.sort(null);
        return new PairIdentities(identities(labels, graph), apart(used, graph), contradictions, used);
    }

    private static Contradiction contradiction(LabeledPair different, List<LabeledPair> chain) {
        LabelSource weakest = different.source();
        for (LabeledPair link : chain) {
            weakest = weakest.outranks(link.source()) ? link.source() : weakest;
        }
        List<LabeledPair> all = new ArrayList<>(List.of(different));
        all.addAll(chain);
        LabelSource least = weakest;
        return new Contradiction(
                different, chain, all.stream().filter(l -> l.source() == least).toList());
    }

    /** Sorted by trust. */
    private static List<LabeledPair> strongest(Collection<LabeledPair> labels, boolean same) {
        Map<List<String>, LabeledPair> byPair = new TreeMap<>(PairIdentities::compare);
        labels.stream()
                .filter(l -> l.same() == same)
                .forEach(l -> byPair.merge(
                        List.of(l.left(), l.right()), l, (a, b) -> b.source().outranks(a.source()) ? b : a));
        return byPair.values().stream().sorted().toList();
    }

    private static int compare(List<String> one, List<String> other) {
        int byLeft = one.get(0).compareTo(other.get(0));
        return byLeft != 0 ? byLeft : one.get(1).compareTo(other.get(1));
    }

    private static Map<String, String> identities(Collection<LabeledPair> labels, SameGraph graph) {
        Map<String, String> identities = new TreeMap<>();
        for (LabeledPair label : labels) {
            identities.put(label.left(), graph.component(label.left()));
            identities.put(label.right(), graph.component(label.right()));
        }
        return identities;
    }

    private static Set<Apart> apart(List<LabeledPair> used, SameGraph graph) {
        Set<Apart> apart = new TreeSet<>();
        used.stream()
                .filter(l -> !l.same())
                .forEach(l -> apart.add(Apart.of(graph.component(l.left()), graph.component(l.right()))));
        return apart;
    }
}
