package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.gallery.Gallery;
import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.gallery.Neighbors;
import dev.sightline.matcher.gallery.Row;
import dev.sightline.matcher.gallery.Search;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The search indexes of a site, one per modality and model: descriptors of two models never meet, and exemplars of the
 * tracklet's own camera are measured apart. One thread.
 */
public final class SiteGallery {
    private final Map<Index, Gallery> galleries = new HashMap<>();
    private final Map<String, Integer> cameras = new HashMap<>();

    /** Takes over what an identity is recognized by. */
    void put(Identity identity) {
        Map<Index, List<Row>> rows = new HashMap<>();
        for (KeptExemplar exemplar : identity.exemplars()) {
            UnitVector vector = exemplar.vector();
            rows.computeIfAbsent(Index.of(exemplar.modality(), vector), i -> new ArrayList<>())
                    .add(new Row(vector, camera(exemplar.cameraId())));
        }
        galleries.forEach((index, gallery) -> {
            if (!rows.containsKey(index)) {
                gallery.remove(identity.id());
            }
        });
        rows.forEach((index, list) -> galleries
                .computeIfAbsent(index, i -> Gallery.exact(list.get(0).vector()))
                .put(identity.id(), list));
        forgetEmpty();
    }

    void remove(String identityId) {
        galleries.values().forEach(gallery -> gallery.remove(identityId));
        forgetEmpty();
    }

    /** Of models that no longer serve. */
    private void forgetEmpty() {
        galleries.values().removeIf(gallery -> gallery.size() == 0);
    }

    /** The identities nearest to a probe of one camera. */
    public Neighbors nearest(
            Modality modality, UnitVector probe, String cameraId, int limit, Predicate<String> allowed) {
        Gallery gallery = galleries.get(Index.of(modality, probe));
        return gallery == null
                ? new Neighbors(List.of(), 0, 0)
                : gallery.nearest(new Search(probe, camera(cameraId), limit, allowed));
    }

    /** How near one identity is to a probe of one camera; empty when it has no exemplar of the kind. */
    public Optional<Match> distances(Modality modality, UnitVector probe, String cameraId, String identityId) {
        Gallery gallery = galleries.get(Index.of(modality, probe));
        return gallery == null ? Optional.empty() : gallery.distances(probe, camera(cameraId), identityId);
    }

    private int camera(String cameraId) {
        return cameras.computeIfAbsent(cameraId, id -> cameras.size());
    }

    private record Index(Modality modality, String modelId, int dimension) {
        static Index of(Modality modality, UnitVector vector) {
            return new Index(modality, vector.modelId(), vector.dimension());
        }
    }
}
