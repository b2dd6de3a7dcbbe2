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
    /** So many more are looked for beforehand: some may be excluded, others come nearer. */
    private static final int MORE = 12;

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

    /**
     * A search that will be made soon.
     *
     * @param limit of the search
     */
    public record Question(Modality modality, UnitVector probe, String cameraId, int limit) {}

    /** Whether searches that are made at once cost much less than one after the other. */
    public boolean isLarge() {
        return galleries.values().stream().anyMatch(Gallery::isLarge);
    }

    /** Whether it pays to {@link #foresee} it, and was not done. */
    public boolean mayForesee(Question question) {
        Gallery gallery = galleries.get(Index.of(question.modality(), question.probe()));
        return gallery != null && gallery.isLarge() && !gallery.hasForeseen(search(question));
    }

    /** Searches beforehand, for several questions at once; what is found does not change. */
    public void foresee(List<Question> questions) {
        Map<Index, List<Search>> searches = new HashMap<>();
        for (Question question : questions) {
            searches.computeIfAbsent(Index.of(question.modality(), question.probe()), g -> new ArrayList<>())
                    .add(search(question));
        }
        searches.forEach((index, asked) -> {
            Gallery gallery = galleries.get(index);
            if (gallery != null && asked.size() > 1) {
                gallery.foresee(asked);
            }
        });
    }

    private Search search(Question question) {
        return Search.of(question.probe(), camera(question.cameraId()), question.limit() + MORE);
    }

    /** What is known in one modality, as one camera sees it; empty when nobody is known by the model of the vector. */
    public Optional<View> view(Modality modality, UnitVector like, String cameraId) {
        return Optional.ofNullable(galleries.get(Index.of(modality, like)))
                .map(gallery -> new View(gallery, camera(cameraId)));
    }

    /** The gallery of one modality and model, seen from one camera. */
    public record View(Gallery gallery, int group) {
        /** The identities nearest to a probe. */
        public Neighbors nearest(UnitVector probe, int limit, Predicate<String> allowed) {
            return gallery.nearest(new Search(probe, group, limit, allowed));
        }

        /** How near one identity is to a probe; empty when it is not here. */
        public Optional<Match> distances(UnitVector probe, String identityId) {
            return gallery.distances(probe, group, identityId);
        }
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
