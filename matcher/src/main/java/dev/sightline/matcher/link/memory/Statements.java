package dev.sightline.matcher.link.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final TreeMap<String, Statement> byPair = new TreeMap<>();
    private final Map<String, TreeSet<String>> pairsOf = new HashMap<>();
    private final TreeSet<String> changed = new TreeSet<>();

    /** False when the same or a later statement of the pair is known. */
    public boolean add(Statement said) {
        String pair = said.pair().key();
        Statement before = byPair.get(pair);
        if (before != null && Statement.BY_TIME.compare(said, before) <= 0) {
            return false;
        }
        keep(pair, said);
        changed.add(pair);
        return true;
    }

    /** What was said last of a pair of tracklets, also when it was taken back. */
    public Optional<Statement> last(TrackletPair pair) {
        return Optional.ofNullable(byPair.get(pair.key()));
    }

    /** Notes what obeying a statement moved. */
    public void note(Statement obeyed) {
        String pair = obeyed.pair().key();
        byPair.put(pair, obeyed);
        changed.add(pair);
    }

    /** What stands of what was said of a tracklet, the oldest first. */
    public List<Statement> about(String trackletId) {
        return all(trackletId).stream().filter(said -> !said.withdrawn()).toList();
    }

    private List<Statement> all(String trackletId) {
        List<Statement> found = new ArrayList<>();
        for (String pair : pairsOf.getOrDefault(trackletId, new TreeSet<>())) {
            Statement said = byPair.get(pair);
            if (said != null) {
                found.add(said);
            }
        }
        found.sort(Statement.BY_TIME);
        return found;
    }

    /** Whether people said anything of a tracklet. */
    public boolean names(String trackletId) {
        return pairsOf.containsKey(trackletId);
    }

    /** Forgets what was said of a tracklet, and that it moved when another was spoken of. */
    public void forget(String trackletId) {
        for (Statement said : all(trackletId)) {
            String pair = said.pair().key();
            byPair.remove(pair);
            changed.add(pair);
            forget(said.trackletId(), pair);
            forget(said.otherTrackletId(), pair);
        }
        List.copyOf(byPair.values()).stream()
                .filter(said -> said.moved().tracklets().contains(trackletId))
                .forEach(said -> note(said.having(said.moved().without(trackletId))));
    }

    void restore(String pair, Statement said) {
        keep(pair, said);
    }

    /** Hands every pair that changed since the last call to {@code store}; null: nothing is known of it any more. */
    void drain(BiConsumer<String, @Nullable Statement> store) {
        changed.forEach(pair -> store.accept(pair, byPair.get(pair)));
        changed.clear();
    }

    private void keep(String pair, Statement said) {
        byPair.put(pair, said);
        pairsOf.computeIfAbsent(said.trackletId(), t -> new TreeSet<>()).add(pair);
        pairsOf.computeIfAbsent(said.otherTrackletId(), t -> new TreeSet<>()).add(pair);
    }

    private void forget(String trackletId, String pair) {
        TreeSet<String> pairs = pairsOf.getOrDefault(trackletId, new TreeSet<>());
        pairs.remove(pair);
        if (pairs.isEmpty()) {
            pairsOf.remove(trackletId);
        }
    }
}
