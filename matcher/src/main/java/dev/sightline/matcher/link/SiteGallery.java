package dev.sightline.matcher.link;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.gallery.Gallery;
import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.KeptExemplar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The search indexes of a site, one per modality, model and camera: descriptors of two models never meet, and exemplars
 * of the tracklet's own camera are kept apart. One thread.
 */
final class SiteGallery {
    private final Map<Index, Gallery> galleries = new HashMap<>();

    /** Takes over what an identity is recognized by. */
    void put(IdentityState identity) {
        Map<Index, List<UnitVector>> vectors = new HashMap<>();
        for (KeptExemplar exemplar : identity.getExemplarsList()) {
            UnitVector vector = UnitVector.of(exemplar.getVector());
            Index index =
                    new Index(exemplar.getModality(), vector.modelId(), vector.dimension(), exemplar.getCameraId());
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
        galleries.forEach((index, gallery) -> {
            if (index.fits(modality, probe)) {
                boolean same = index.cameraId().equals(cameraId);
                for (Match match : gallery.nearest(probe, Integer.MAX_VALUE)) {
                    nearness.merge(
                            match.identityId(),
                            Nearness.NONE.with(match.squaredDistance(), same),
                            (a, b) -> a.with(match.squaredDistance(), same));
                }
            }
        });
        return nearness;
    }

    private record Index(Modality modality, String modelId, int dimension, String cameraId) {
        boolean fits(Modality kind, UnitVector probe) {
            return modality == kind && modelId.equals(probe.modelId()) && dimension == probe.dimension();
        }
    }
}
