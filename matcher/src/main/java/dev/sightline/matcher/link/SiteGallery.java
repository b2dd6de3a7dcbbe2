package dev.sightline.matcher.link;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.gallery.Gallery;
import dev.sightline.matcher.gallery.Row;
import dev.sightline.matcher.gallery.Search;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.KeptExemplar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The search indexes of a site, one per modality and model: descriptors of two models never meet, and exemplars of the
 * tracklet's own camera are measured apart. One thread.
 */
final class SiteGallery {
    private final Map<Index, Gallery> galleries = new HashMap<>();
    private final Map<String, Integer> cameras = new HashMap<>();

    /** Takes over what an identity is recognized by. */
    void put(IdentityState identity) {
        Map<Index, List<Row>> rows = new HashMap<>();
        for (KeptExemplar exemplar : identity.getExemplarsList()) {
            UnitVector vector = UnitVector.of(exemplar.getVector());
            rows.computeIfAbsent(Index.of(exemplar.getModality(), vector), i -> new ArrayList<>())
                    .add(new Row(vector, camera(exemplar.getCameraId())));
        }
        galleries.forEach((index, gallery) -> {
            if (!rows.containsKey(index)) {
                gallery.remove(identity.getIdentityId());
            }
        });
        rows.forEach((index, list) -> galleries
                .computeIfAbsent(index, i -> Gallery.exact(list.get(0).vector()))
                .put(identity.getIdentityId(), list));
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

    /** How near every identity is to a probe of one camera, by identity id. */
    Map<String, Nearness> nearness(Modality modality, UnitVector probe, String cameraId) {
        Map<String, Nearness> nearness = new TreeMap<>();
        Gallery gallery = galleries.get(Index.of(modality, probe));
        if (gallery != null) {
            gallery.nearest(Search.of(probe, camera(cameraId), gallery.size()))
                    .matches()
                    .forEach(match -> nearness.put(match.identityId(), new Nearness(match.across(), match.within())));
        }
        return nearness;
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
