package dev.sightline.store.search;

import dev.sightline.contracts.v1.Modality;
import java.util.List;
import java.util.Map;

/**
 * What a search found, before it is weighed.
 *
 * @param sightings those most alike in any modality, in no order
 * @param compared sightings that were compared, by modality
 * @param people about how many people they are of
 * @param otherModel sightings that were not compared because another model described them, by modality
 * @param cut the least cosine of those found; what is left out looks less alike. Absent where nothing is left out
 * @param unanswered parts of the index that did not answer, or not with everything
 */
public record Likes(
        List<Like> sightings,
        Map<Modality, Long> compared,
        long people,
        Map<Modality, Long> otherModel,
        Map<Modality, Double> cut,
        List<Unanswered> unanswered) {
    /** Of an index that answered. */
    public Likes(
            List<Like> sightings,
            Map<Modality, Long> compared,
            long people,
            Map<Modality, Long> otherModel,
            Map<Modality, Double> cut) {
        this(sightings, compared, people, otherModel, cut, List.of());
    }

    public Likes {
        unanswered = List.copyOf(unanswered);
        sightings = List.copyOf(sightings);
        compared = Map.copyOf(compared);
        otherModel = Map.copyOf(otherModel);
        cut = Map.copyOf(cut);
    }

    /**
     * A sighting and how alike it is.
     *
     * @param sightingId tracklet
     * @param identityId who it is, by what the index knows
     * @param siteId site
     * @param cosines by modality; absent where it has none that can be compared
     */
    public record Like(String sightingId, String identityId, String siteId, Map<Modality, Double> cosines) {
        public Like {
            cosines = Map.copyOf(cosines);
        }
    }

    /** Sightings that were compared in at least one modality, or more where not all have the same. */
    public long sightingsCompared() {
        return compared.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
