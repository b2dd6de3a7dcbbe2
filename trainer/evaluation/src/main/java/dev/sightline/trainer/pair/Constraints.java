package dev.sightline.trainer.pair;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which identities are known to be different people. In a data set made by hand every two are. Labeled pairs and
 * self-labels say less: two identities may be one person whom nobody has joined, and only stated differences may serve
 * as negatives.
 *
 * @param exhaustive any two identities are two people
 * @param apart pairs of identities that are stated to be two people; needed only where not exhaustive
 * @param doubted pairs of identities that may be one person after all ({@link dev.sightline.trainer.split.LabelErrorSearch}), whatever else is said
 */
public record Constraints(boolean exhaustive, Set<Apart> apart, Set<Apart> doubted) {
    private static final Constraints COMPLETE = new Constraints(true, Set.of(), Set.of());

    public Constraints {
        apart = Set.copyOf(apart);
        doubted = Set.copyOf(doubted);
    }

    /** Any two identities are two people. */
    public static Constraints complete() {
        return COMPLETE;
    }

    /** Only these are known to be two people. */
    public static Constraints only(Set<Apart> apart) {
        return new Constraints(false, apart, Set.of());
    }

    /** The same, but that these pairs are not held for two people. */
    public Constraints doubting(Set<Apart> pairs) {
        return new Constraints(exhaustive, apart, pairs);
    }

    /** Whether the identities are known to be two people; people of two sites always are. */
    public boolean different(String first, String second) {
        return !first.equals(second)
                && (doubted.isEmpty() || !doubted.contains(Apart.of(first, second)))
                && (exhaustive || !site(first).equals(site(second)) || apart.contains(Apart.of(first, second)));
    }

    /** What holds for a union of two data sets that share no site. */
    public Constraints and(Constraints other) {
        if (exhaustive && other.exhaustive) {
            return COMPLETE;
        }
        if (exhaustive != other.exhaustive) {
            throw new IllegalArgumentException(
                    "a data set in which every two identities are two people cannot be joined"
                            + " with one made from labeled pairs; make two snapshots");
        }
        Set<Apart> both = new TreeSet<>(apart);
        both.addAll(other.apart);
        return only(both);
    }

    public String lines() {
        return "exhaustive\t" + exhaustive + "\n"
                + apart.stream()
                        .sorted()
                        .map(a -> "apart\t" + a.first() + "\t" + a.second() + "\n")
                        .collect(Collectors.joining());
    }

    private static String site(String identity) {
        return identity.substring(0, Math.max(0, identity.indexOf('/')));
    }

    /**
     * Two identities that are two people, the smaller name first.
     *
     * @param first identity
     * @param second another identity
     */
    public record Apart(String first, String second) implements Comparable<Apart> {

        public Apart {
            if (first.compareTo(second) >= 0) {
                throw new IllegalArgumentException(
                        "identities '" + first + "' and '" + second + "' must differ and stand in order");
            }
        }

        public static Apart of(String one, String other) {
            return one.compareTo(other) < 0 ? new Apart(one, other) : new Apart(other, one);
        }

        @Override
        public int compareTo(Apart other) {
            int byFirst = first.compareTo(other.first);
            return byFirst != 0 ? byFirst : second.compareTo(other.second);
        }
    }
}
