package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.id.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The identities of a site, with the search index over their exemplars and the index over their stays. Drained and restored with
 * the {@link SiteMemory}. One thread.
 */
final class Identities {
    private final IdentityTable known;
    private final PresenceIndex presences = new PresenceIndex();
    private final SiteGallery gallery = new SiteGallery();
    private final TreeSet<String> changed = new TreeSet<>();

    Identities(String siteId) {
        this.known = new IdentityTable(Ids.identityPrefix(siteId));
    }

    int count() {
        return known.size();
    }

    Optional<Identity> find(String id) {
        return known.find(id);
    }

    Collection<Identity> all() {
        return List.copyOf(known.inOrder());
    }

    PresenceIndex presences() {
        return presences;
    }

    SiteGallery gallery() {
        return gallery;
    }

    /**
     * Some of the identities, the same for the same seed, whatever order they were restored in: each draw may be of any that is
     * known, so that those forgotten or erased thin nothing out.
     *
     * @param without who is left out
     */
    List<Identity> sample(String seed, int most, Set<String> without) {
        if (known.size() <= most || known.numbered() == 0) {
            return known.inOrder().stream()
                    .filter(i -> !without.contains(i.id()))
                    .toList();
        }
        SplittableRandom random = new SplittableRandom(seed.hashCode());
        List<Identity> sample = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            Identity identity = known.at((int) random.nextLong(known.numbered()));
            if (!without.contains(identity.id())) {
                sample.add(identity);
            }
        }
        return sample;
    }

    /** Stores an identity; its place in the search index changes only when its exemplars did. */
    void put(Identity identity) {
        Identity before = known.put(identity);
        changed.add(identity.id());
        presences.replace(identity.id(), before == null ? List.of() : before.presences(), identity.presences());
        if (before == null || !before.exemplars().equals(identity.exemplars())) {
            gallery.put(identity);
        }
    }

    void remove(String id) {
        Identity gone = known.remove(id);
        if (gone != null) {
            presences.remove(gone);
        }
        gallery.remove(id);
        changed.add(id);
    }

    /** Two identities that were never in one camera at once and look alike within a threshold. */
    boolean mayBeSame(String left, String right, Probe like, double threshold) {
        Identity a = known.get(left);
        Identity b = known.get(right);
        if (a == null || b == null || Presences.metAnywhere(a, b)) {
            return false;
        }
        List<UnitVector> exemplars = vectors(b, like);
        for (UnitVector probe : vectors(a, like)) {
            if (Distances.toNearest(probe, exemplars) <= threshold) {
                return true;
            }
        }
        return false;
    }

    void restore(Identity identity) {
        known.put(identity);
        gallery.put(identity);
        presences.replace(identity.id(), List.of(), identity.presences());
    }

    /** Hands every identity that changed since the last call to {@code store}; null: it is forgotten. */
    void drain(BiConsumer<String, @Nullable Identity> store) {
        changed.forEach(id -> store.accept(id, known.get(id)));
        changed.clear();
    }

    private static List<UnitVector> vectors(Identity identity, Probe like) {
        List<UnitVector> vectors = new ArrayList<>();
        for (KeptExemplar exemplar : identity.exemplars()) {
            if (exemplar.modality() == like.modality() && SameModel.of(exemplar.vector(), like.mean())) {
                vectors.add(exemplar.vector());
            }
        }
        return vectors;
    }
}
