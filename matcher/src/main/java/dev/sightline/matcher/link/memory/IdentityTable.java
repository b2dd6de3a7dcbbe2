package dev.sightline.matcher.link.memory;

import java.util.Collection;
import java.util.HashMap;
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
    private static final int MOST_DIGITS = 18;

    private final String prefix;
    private final Map<String, Identity> byId = new HashMap<>();
    private final TreeMap<String, Identity> inOrder = new TreeMap<>();
    private final Map<Long, Identity> byOrdinal = new HashMap<>();

    /** @param prefix of all ids that end in an ordinal */
    IdentityTable(String prefix) {
        this.prefix = prefix;
    }

    int size() {
        return byId.size();
    }

    @Nullable Identity get(String id) {
        return byId.get(id);
    }

    /** From 1 on. */
    @Nullable Identity get(long ordinal) {
        return byOrdinal.get(ordinal);
    }

    Optional<Identity> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** A view. */
    Collection<Identity> inOrder() {
        return inOrder.values();
    }

    /** What was there before. */
    @Nullable Identity put(Identity identity) {
        inOrder.put(identity.id(), identity);
        long ordinal = ordinal(identity.id());
        if (ordinal != NONE) {
            byOrdinal.put(ordinal, identity);
        }
        return byId.put(identity.id(), identity);
    }

    /** What was there. */
    @Nullable Identity remove(String id) {
        inOrder.remove(id);
        byOrdinal.remove(ordinal(id));
        return byId.remove(id);
    }

    private long ordinal(String id) {
        boolean numbered = id.startsWith(prefix)
                && id.length() > prefix.length()
                && id.length() <= prefix.length() + MOST_DIGITS
                && id.chars().skip(prefix.length()).allMatch(c -> c >= '0' && c <= '9');
        return numbered ? Long.parseLong(id, prefix.length(), id.length(), 10) : NONE;
    }
}
