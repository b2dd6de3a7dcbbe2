package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Exemplars re-embedded that no identity keeps: a replay reads them before the frames they come from, and the job that
 * describes knows more exemplars than a gallery keeps. They wait here until the site switches to their model. Bounded: of
 * too many the oldest goes. Drained and restored with the {@link SiteMemory}. One thread.
 */
public final class WaitingDescriptions {
    /** Ten megabytes of state when a descriptor has 256 dimensions. */
    static final int MOST = 10_000;

    private final int most;
    private final TreeMap<Long, Redescribed> waiting = new TreeMap<>();
    private final Map<Place, Long> ordinals = new HashMap<>();
    private final TreeSet<Long> changed = new TreeSet<>();

    public WaitingDescriptions(int most) {
        this.most = most;
    }

    /** True when it was not here before. */
    public boolean add(Redescribed described) {
        if (ordinals.containsKey(Place.of(described))) {
            return false;
        }
        if (waiting.size() >= most) {
            remove(waiting.firstKey());
        }
        long ordinal = waiting.isEmpty() ? 1 : waiting.lastKey() + 1;
        keep(ordinal, described);
        changed.add(ordinal);
        return true;
    }

    public Optional<UnitVector> find(ExemplarKey key, String modelId) {
        return Optional.ofNullable(ordinals.get(new Place(key, modelId)))
                .map(waiting::get)
                .map(Redescribed::vector);
    }

    /** Forgets what waited for a model; returns how many. */
    public int forget(Modality modality, String modelId) {
        return forget(described ->
                described.modality() == modality && described.modelId().equals(modelId));
    }

    /** Forgets what was re-embedded of tracklets. */
    public void forget(Set<String> trackletIds) {
        forget((Redescribed described) -> trackletIds.contains(described.crop().trackletId()));
    }

    public int size() {
        return waiting.size();
    }

    void restore(long ordinal, Redescribed described) {
        keep(ordinal, described);
    }

    /** Hands every ordinal that changed since the last call to {@code store}; null: it waits no longer. */
    public void drain(BiConsumer<Long, @Nullable Redescribed> store) {
        changed.forEach(ordinal -> store.accept(ordinal, waiting.get(ordinal)));
        changed.clear();
    }

    private int forget(Predicate<Redescribed> which) {
        TreeSet<Long> gone = new TreeSet<>();
        waiting.forEach((ordinal, described) -> {
            if (which.test(described)) {
                gone.add(ordinal);
            }
        });
        gone.forEach(this::remove);
        return gone.size();
    }

    private void keep(long ordinal, Redescribed described) {
        waiting.put(ordinal, described);
        ordinals.put(Place.of(described), ordinal);
    }

    private void remove(long ordinal) {
        Redescribed described = waiting.remove(ordinal);
        if (described != null) {
            ordinals.remove(Place.of(described));
            changed.add(ordinal);
        }
    }

    private record Place(ExemplarKey key, String modelId) {
        static Place of(Redescribed described) {
            return new Place(described.crop(), described.modelId());
        }
    }
}
