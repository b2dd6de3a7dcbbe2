package dev.sightline.matcher.topology;

import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.matcher.v1.SiteInput;

/** What leaves the track stage. */
sealed interface TrackOutput {
    /** To the link stage of the site; the input names its partition when the site has a roster entry. */
    record ForSite(SiteInput input) implements TrackOutput {}

    /** To the dead letters. */
    record Refused(DeadLetter letter) implements TrackOutput {}
}
