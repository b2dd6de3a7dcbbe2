package dev.sightline.matcher.link.evidence;

import java.util.Optional;

/**
 * Whom the joint decision gives the tracklet.
 *
 * @param chosen alike enough; empty when nobody is, or when another tracklet has the better claim
 * @param rival the best of the others that it could still be
 * @param sameAsChosen the rival may be the chosen one's own double
 * @param margin how much less evidence speaks for the rival; infinite without one
 * @param required what the margin must be
 */
public record Choice(
        Optional<Candidate> chosen, Optional<Candidate> rival, boolean sameAsChosen, double margin, double required) {
    /** Nobody is alike enough. */
    public static final Choice NONE =
            new Choice(Optional.empty(), Optional.empty(), false, Double.POSITIVE_INFINITY, 0);

    /** Whether nobody else could be meant. */
    public boolean clear() {
        return sameAsChosen || margin >= required;
    }
}
