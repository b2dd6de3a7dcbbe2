package dev.sightline.matcher.link.memory;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.RedescribedExemplar;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
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
    private final TreeMap<Long, RedescribedExemplar> waiting = new TreeMap<>();
    private final Map<Place, Long> ordinals = new HashMap<>();
    private final TreeSet<Long> changed = new TreeSet<>();

    public WaitingDescriptions(int most) {
        this.most = most;
    }

    /** True when it was not here before. */
    public boolean add(RedescribedExemplar described) {
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

    public Optional<Descriptor> find(ExemplarKey key, String modelId) {
        return Optional.ofNullable(ordinals.get(new Place(key, modelId)))
                .map(waiting::get)
                .map(RedescribedExemplar::getVector);
    }

    /** Forgets what waited for a model; returns how many. */
    public int forget(Modality modality, String modelId) {
        TreeSet<Long> gone = new TreeSet<>();
        waiting.forEach((ordinal, described) -> {
            if (described.getModality() == modality
                    && described.getVector().getModelId().equals(modelId)) {
                gone.add(ordinal);
            }
        });
        gone.forEach(this::remove);
        return gone.size();
    }

    /** Forgets what was re-embedded of tracklets. */
    public void forget(Set<String> trackletIds) {
        TreeSet<Long> gone = new TreeSet<>();
        waiting.forEach((ordinal, described) -> {
            if (trackletIds.contains(described.getTrackletId())) {
                gone.add(ordinal);
            }
        });
        gone.forEach(this::remove);
    }

    public int size() {
        return waiting.size();
    }

    void restore(String key, byte[] entry) throws InvalidProtocolBufferException {
        keep(Long.parseLong(key), RedescribedExemplar.parseFrom(entry));
    }

    /** Hands every entry that changed since the last call to {@code store}; null bytes delete. */
    public void drain(BiConsumer<String, byte @Nullable []> store) {
        for (long ordinal : changed) {
            RedescribedExemplar described = waiting.get(ordinal);
            store.accept(Long.toString(ordinal), described == null ? null : described.toByteArray());
        }
        changed.clear();
    }

    private void keep(long ordinal, RedescribedExemplar described) {
        waiting.put(ordinal, described);
        ordinals.put(Place.of(described), ordinal);
    }

    private void remove(long ordinal) {
        RedescribedExemplar described = waiting.remove(ordinal);
        if (described != null) {
            ordinals.remove(Place.of(described));
            changed.add(ordinal);
        }
    }

    private record Place(ExemplarKey key, String modelId) {
        static Place of(RedescribedExemplar described) {
            return new Place(ExemplarKey.of(described), described.getVector().getModelId());
        }
    }
}
