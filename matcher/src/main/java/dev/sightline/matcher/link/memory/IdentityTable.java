package dev.sightline.matcher.link.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Identities by their id, in the order of their ids, and by the ordinal that an id ends in: one drawn at random is found
 * without spelling its id. One thread.
 */
final class IdentityTable {
    private static final int NONE = 0;
    private static final int MOST_DIGITS = 9;

    private final String prefix;
    /** As they are asked for, many times in each decision. */
    private final Map<String, Optional<Identity>> byId = new HashMap<>();

    private final TreeMap<String, Identity> inOrder = new TreeMap<>();
    /** Without an identity where it is not known any more. */
    private final List<@Nullable Identity> byOrdinal = new ArrayList<>();

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

    /** From 1 on. */
    @Nullable
    Identity get(long ordinal) {
        return ordinal < byOrdinal.size() ? byOrdinal.get((int) ordinal) : null;
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
        place(ordinal(identity.id()), identity);
        Optional<Identity> before = byId.put(identity.id(), Optional.of(identity));
        return before == null ? null : before.orElse(null);
    }

    /** What was there. */
    @Nullable
    Identity remove(String id) {
        inOrder.remove(id);
        place(ordinal(id), null);
        Optional<Identity> gone = byId.remove(id);
        return gone == null ? null : gone.orElse(null);
    }

    private void place(int ordinal, @Nullable Identity identity) {
        if (ordinal != NONE) {
            while (byOrdinal.size() <= ordinal) {
                byOrdinal.add(null);
            }
            byOrdinal.set(ordinal, identity);
        }
    }

    private int ordinal(String id) {
        boolean numbered = id.startsWith(prefix)
                && id.length() > prefix.length()
                && id.length() <= prefix.length() + MOST_DIGITS
                && id.chars().skip(prefix.length()).allMatch(c -> c >= '0' && c <= '9');
        return numbered ? Integer.parseInt(id, prefix.length(), id.length(), 10) : NONE;
    }
}
