package dev.sightline.matcher.link;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.gallery.Gallery;
import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.state.v1.IdentityState;
import dev.sightline.matcher.state.v1.KeptExemplar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The search indexes of a site, one per modality and model: descriptors of two models never meet. One thread. */
final class SiteGallery {
    private final Map<Index, Gallery> galleries = new HashMap<>();

    /** Takes over what an identity is recognised by. */
    void put(IdentityState identity) {
        Map<Index, List<UnitVector>> vectors = new HashMap<>();
        for (KeptExemplar exemplar : identity.getExemplarsList()) {
            UnitVector vector = UnitVector.of(exemplar.getVector());
            Index index = new Index(exemplar.getModality(), vector.modelId(), vector.dimension());
            vectors.computeIfAbsent(index, i -> new ArrayList<>()).add(vector);
        }
        galleries.forEach((index, gallery) -> {
            if (!vectors.containsKey(index)) {
                gallery.remove(identity.getIdentityId());
            }
        });
        vectors.forEach((index, list) -> galleries
                .computeIfAbsent(index, i -> Gallery.exact(list.get(0)))
                .put(identity.getIdentityId(), list));
    }

    void remove(String identityId) {
        galleries.values().forEach(gallery -> gallery.remove(identityId));
    }

    /** The nearest identities in the probe's modality and model, nearest first. */
    List<Match> nearest(Modality modality, UnitVector probe, int limit) {
        Gallery gallery = galleries.get(index(modality, probe));
        return gallery == null ? List.of() : gallery.nearest(probe, limit);
    }

    /** Identities that a probe of this kind is compared with. */
    int size(Modality modality, UnitVector probe) {
        Gallery gallery = galleries.get(index(modality, probe));
        return gallery == null ? 0 : gallery.size();
    }

    private static Index index(Modality modality, UnitVector vector) {
        return new Index(modality, vector.modelId(), vector.dimension());
    }

    private record Index(Modality modality, String modelId, int dimension) {}
}
