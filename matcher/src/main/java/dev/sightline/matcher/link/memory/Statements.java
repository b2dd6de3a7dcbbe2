package dev.sightline.matcher.link.memory;

import dev.sightline.matcher.v1.StatementState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What people said last of each pair of tracklets. It names tracklets and no identities: the ids of tracklets are the same
 * in every replay, and after a change of model. Kept for ever. Drained and restored with the {@link SiteMemory}. One
 * thread.
 */
public final class Statements {
    private static final Comparator<StatementState> BY_TIME =
            Comparator.comparingLong(StatementState::getTimeUs).thenComparing(StatementState::getFeedbackId);

    private final TreeMap<String, StatementState> byPair = new TreeMap<>();
    private final Map<String, TreeSet<String>> pairsOf = new HashMap<>();
    private final TreeSet<String> changed = new TreeSet<>();

    /** False when the same or a later statement of the pair is known. */
    public boolean add(StatementState said) {
        String pair = pair(said.getTrackletId(), said.getOtherTrackletId());
        StatementState before = byPair.get(pair);
        if (before != null && BY_TIME.compare(said, before) <= 0) {
            return false;
        }
        keep(pair, said);
        changed.add(pair);
        return true;
    }

    /** What stands of what was said of a tracklet, the oldest first. */
    public List<StatementState> about(String trackletId) {
        return all(trackletId).stream().filter(said -> !said.getWithdrawn()).toList();
    }

    private List<StatementState> all(String trackletId) {
        List<StatementState> found = new ArrayList<>();
        for (String pair : pairsOf.getOrDefault(trackletId, new TreeSet<>())) {
            StatementState said = byPair.get(pair);
            if (said != null) {
                found.add(said);
            }
        }
        found.sort(BY_TIME);
        return found;
    }

    /** Whether people said anything of a tracklet. */
    public boolean names(String trackletId) {
        return pairsOf.containsKey(trackletId);
    }

    public void forget(String trackletId) {
        for (StatementState said : all(trackletId)) {
            String pair = pair(said.getTrackletId(), said.getOtherTrackletId());
            byPair.remove(pair);
            changed.add(pair);
            forget(said.getTrackletId(), pair);
            forget(said.getOtherTrackletId(), pair);
        }
    }

    void restore(String key, StatementState said) {
        keep(key, said);
    }

    /** Hands every entry that changed since the last call to {@code store}; null bytes delete. */
    void drain(BiConsumer<String, byte @Nullable []> store) {
        for (String pair : changed) {
            StatementState said = byPair.get(pair);
            store.accept(pair, said == null ? null : said.toByteArray());
        }
        changed.clear();
    }

    private void keep(String pair, StatementState said) {
        byPair.put(pair, said);
        pairsOf.computeIfAbsent(said.getTrackletId(), t -> new TreeSet<>()).add(pair);
        pairsOf.computeIfAbsent(said.getOtherTrackletId(), t -> new TreeSet<>()).add(pair);
    }

    private void forget(String trackletId, String pair) {
        TreeSet<String> pairs = pairsOf.getOrDefault(trackletId, new TreeSet<>());
        pairs.remove(pair);
        if (pairs.isEmpty()) {
            pairsOf.remove(trackletId);
        }
    }

    /** The same in whatever order the two are named. */
    private static String pair(String a, String b) {
        return a.compareTo(b) < 0 ? a + " " + b : b + " " + a;
    }
}
