package dev.sightline.matcher.link.evidence;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.link.evidence.StrangersHere.Correction;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.score.Scale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a tracklet shows in one modality, ready to be compared.
 *
 * @param probe what it shows
 * @param vector what of it is compared
 * @param across how many the tracklet could be by exemplars of other cameras
 * @param within by exemplars of its own
 * @param strangers what they score at this site
 * @param distances of any vector to an identity, by its id; empty when it has no exemplar that counts
 */
record Compared(
        Probe probe,
        UnitVector vector,
        int across,
        int within,
        StrangersHere strangers,
        BiFunction<UnitVector, String, Optional<Match>> distances) {

    Modality modality() {
        return probe.modality();
    }

    boolean isFace() {
        return probe.modality() == Modality.MODALITY_FACE;
    }

    Scale scale() {
        return strangers.scale();
    }

    /** How near an identity is. */
    Optional<Match> near(String identityId) {
        return distances.apply(vector, identityId);
    }

    Correction correction(Match near) {
        return strangers.correction(near, other -> distances.apply(other, near.identityId()));
    }

    /** Whether a distance between faces is one between two people's. */
    boolean isAnotherFace(Match near) {
        return near.squaredDistance() > scale().differentPeopleDistance();
    }
}
