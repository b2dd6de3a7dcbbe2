package dev.sightline.matcher.link.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Identities by their id, in the order of their ids, and by their rank among the ordinals that ids end in: one drawn at
 * random is found without spelling its id, however many were forgotten. One thread.
 */
final class IdentityTable {
    private static final int NONE = 0;
    private static final int MOST_DIGITS = 9;
    private static final Comparator<Ranked> BY_ORDINAL = Comparator.comparingInt(Ranked::ordinal);

    private final String prefix;
    /** As they are asked for, many times in each decision. */
    private final Map<String, Optional<Identity>> byId = new HashMap<>();

    private final TreeMap<String, Identity> inOrder = new TreeMap<>();
    /** In the order of ordinals where {@link #sorted}: a new one comes last, those of a store in the order of their ids. */
    private final List<Ranked> ranked = new ArrayList<>();

    private boolean sorted = true;

    private record Ranked(int ordinal, Identity identity) {}

    /** @param prefix of all ids that end in an ordinal */
    IdentityTable(String prefix) {
        this.prefix = prefix;
    }

    int size() {
        return byId.size();
    }

    @Nullable
    Identity get(String id) {
        return find(id).orElse(null);
    }

    /** How many have an ordinal. */
    int numbered() {
        return ranked.size();
    }

    /** By rank among those, from 0 on. */
    Identity at(int rank) {
        return ranked().get(rank).identity;
    }

    Optional<Identity> find(String id) {
        return byId.getOrDefault(id, Optional.empty());
    }

    /** A view. */
    Collection<Identity> inOrder() {
        return inOrder.values();
    }

    /** What was there before. */
    @Nullable
    Identity put(Identity identity) {
        inOrder.put(identity.id(), identity);
        Optional<Identity> before = byId.put(identity.id(), Optional.of(identity));
        int ordinal = ordinal(identity.id());
        if (ordinal != NONE && before == null) {
            sorted = sorted && (ranked.isEmpty() || ranked.get(ranked.size() - 1).ordinal < ordinal);
            ranked.add(new Ranked(ordinal, identity));
        } else if (ordinal != NONE) {
            ranked.set(rank(ordinal), new Ranked(ordinal, identity));
        }
        return before == null ? null : before.orElse(null);
    }

    /** What was there. */
    @Nullable
    Identity remove(String id) {
        inOrder.remove(id);
        Optional<Identity> gone = byId.remove(id);
        int ordinal = ordinal(id);
        if (ordinal != NONE && gone != null) {
            ranked.remove(rank(ordinal));
        }
        return gone == null ? null : gone.orElse(null);
    }

    /** Of one that is known. */
    private int rank(int ordinal) {
        List<Ranked> all = ranked();
        int from = 0;
        int to = all.size() - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (all.get(middle).ordinal < ordinal) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private List<Ranked> ranked() {
        if (!sorted) {
            ranked.sort(BY_ORDINAL);
            sorted = true;
        }
        return ranked;
    }

    private int ordinal(String id) {
        boolean numbered = id.startsWith(prefix)
                && id.length() > prefix.length()
                && id.length() <= prefix.length() + MOST_DIGITS
                && id.chars().skip(prefix.length()).allMatch(c -> c >= '0' && c <= '9');
        return numbered ? Integer.parseInt(id, prefix.length(), id.length(), 10) : NONE;
    }
}
