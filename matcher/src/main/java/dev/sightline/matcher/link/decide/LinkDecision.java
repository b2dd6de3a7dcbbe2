package dev.sightline.matcher.link.decide;

import dev.sightline.contracts.v1.Evidence;
import dev.sightline.matcher.link.evidence.Candidate;

/** What became of a tracklet, and why. */
public sealed interface LinkDecision {
    /** Everything needed to take the decision again by hand. */
    Evidence evidence();

    /** It is somebody seen before. */
    record Linked(String identityId, Candidate by, Evidence evidence) implements LinkDecision {}

    /**
     * Not clear yet; examined again with the next update.
     *
     * @param candidateId the identity it could be, empty when there is none
     */
    record Tentative(String candidateId, Evidence evidence) implements LinkDecision {}

    /** It is somebody new, with evidence enough to recognize them by. */
    record Created(Evidence evidence) implements LinkDecision {}

    /** It closed with too little evidence and stays without an identity. */
    record Rejected(Evidence evidence) implements LinkDecision {}
}
