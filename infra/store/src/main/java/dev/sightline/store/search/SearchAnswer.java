package dev.sightline.store.search;

import dev.sightline.contracts.v1.Modality;
import java.util.List;
import java.util.Map;

/**
 * What a search says.
 *
 * @param people who it may be, the most probable first; empty: nobody
 * @param nobody the probability that it is none of those shown, 0..1
 * @param sightings how many sightings were compared
 * @param compared about how many people they are of
 * @param otherModel sightings that were not compared because another model described them
 * @param uncalibrated models whose distances say nothing because they were never calibrated; what they described was left out
 * @param unanswered parts of the index that did not answer, or not with everything
 */
public record SearchAnswer(
        List<PersonFound> people,
        double nobody,
        long sightings,
        long compared,
        Map<Modality, Long> otherModel,
        List<String> uncalibrated,
        List<Unanswered> unanswered) {
    public SearchAnswer {
        unanswered = List.copyOf(unanswered);
        people = List.copyOf(people);
        otherModel = Map.copyOf(otherModel);
        uncalibrated = List.copyOf(uncalibrated);
    }

    /**
     * Somebody it may be.
     *
     * @param identityId who
     * @param siteId where
     * @param band how sure
     * @param probability that it is the same person, 0..1
     * @param strangers how many people like nobody in particular would look as alike among those compared; where words were
     *     searched for, how many at most would fit them as well
     * @param sightings what speaks for it, the most alike first
     */
    public record PersonFound(
            String identityId,
            String siteId,
            Band band,
            double probability,
            double strangers,
            List<SightingFound> sightings) {
        public PersonFound {
            sightings = List.copyOf(sightings);
        }
    }

    /**
     * A sighting of somebody.
     *
     * @param sightingId tracklet
     * @param ratio natural log of how much more likely the likeness is of one person than of two
     * @param strangers as of the person
     * @param by what was compared
     */
    public record SightingFound(String sightingId, double ratio, double strangers, List<Modality> by) {
        public SightingFound {
            by = List.copyOf(by);
        }
    }
}
