package dev.sightline.store.sighting;

/**
 * An exemplar that an identity may still be recognized by, and where it belongs.
 *
 * @param place its place in the database; the next page begins after it
 * @param siteId site of the sighting
 * @param exemplar the descriptor and its crop
 */
public record StoredExemplar(ExemplarKey place, String siteId, ExemplarView exemplar) {
    /** The tracklet it is of. */
    public String trackletId() {
        return place.sightingId();
    }
}
