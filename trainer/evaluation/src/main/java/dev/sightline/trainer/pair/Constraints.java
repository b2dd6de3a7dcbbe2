package dev.sightline.trainer.pair;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which identities are known to be different people. At a site labeled by hand every two are. Labeled pairs and
 * self-labels say less: two identities may be one person whom nobody has joined, and only stated differences may serve
 * as negatives. A data set may have sites of both kinds.
 *
 * @param openSites where two identities may be one person; at every other site any two are two people
 * @param apart pairs of identities that are stated to be two people; needed only at open sites
 * @param doubted pairs of identities that may be one person after all ({@link dev.sightline.trainer.split.LabelErrorSearch}), whatever else is said
 */
public record Constraints(Set<String> openSites, Set<Apart> apart, Set<Apart> doubted) {
    private static final Constraints COMPLETE = new Constraints(Set.of(), Set.of(), Set.of());

    public Constraints {
        openSites = Set.copyOf(openSites);
        apart = Set.copyOf(apart);
        doubted = Set.copyOf(doubted);
    }

    /** Any two identities are two people. */
    public static Constraints complete() {
        return COMPLETE;
    }

    /** At these sites only these are known to be two people. */
    public static Constraints only(Set<String> sites, Set<Apart> apart) {
        return new Constraints(sites, apart, Set.of());
    }

    /** Any two identities are two people. */
    public boolean exhaustive() {
        return openSites.isEmpty();
    }

    /** The same without pairs of identities that are not among these. */
    public Constraints among(Set<String> identities) {
        Set<Apart> there = new TreeSet<>(apart);
        there.removeIf(a -> !identities.contains(a.first()) || !identities.contains(a.second()));
        return new Constraints(openSites, there, doubted);
    }

    /** The same, but that these pairs are not held for two people. */
    public Constraints doubting(Set<Apart> pairs) {
        return new Constraints(openSites, apart, pairs);
    }

    /** Whether the identities are known to be two people; people of two sites always are. */
    public boolean different(String first, String second) {
        return !first.equals(second)
                && (doubted.isEmpty() || !doubted.contains(Apart.of(first, second)))
                && (!openSites.contains(site(first))
                        || !site(first).equals(site(second))
                        || apart.contains(Apart.of(first, second)));
    }

    /** What holds for a union of two data sets. A site that is open in one of them is open. */
    public Constraints and(Constraints other) {
        return new Constraints(
                union(openSites, other.openSites), union(apart, other.apart), union(doubted, other.doubted));
    }

    private static <T extends Comparable<T>> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    /**
     * What a data set's hash covers; open sites by name where others stand beside them.
     *
     * @param sites of the data set
     */
    public String lines(Set<String> sites) {
        String some = openSites.containsAll(sites)
                ? ""
                : openSites.stream()
                        .sorted()
                        .map(site -> "open\t" + site + "\n")
                        .collect(Collectors.joining());
        return "exhaustive\t" + exhaustive() + "\n"
                + some
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
