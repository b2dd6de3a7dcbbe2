package dev.sightline.store.sighting;

import dev.sightline.contracts.v1.Modality;
import java.time.Instant;

/**
 * Which exemplars.
 *
 * @param siteId of this site
 * @param modality person or face
 * @param capturedSince none taken earlier, for they are forgotten by now
 * @param seenSince only of sightings that lasted until then or longer; to look at what has come since the last time
 */
public record ExemplarQuery(String siteId, Modality modality, Instant capturedSince, Instant seenSince) {
    /** All of a site that were taken since a time. */
    public static ExemplarQuery since(String siteId, Modality modality, Instant capturedSince) {
        return new ExemplarQuery(siteId, modality, capturedSince, Instant.EPOCH);
    }

    /** Only those of sightings that lasted until then or longer. */
    public ExemplarQuery seenSince(Instant since) {
        return new ExemplarQuery(siteId, modality, capturedSince, since);
    }

    String modalityName() {
        return modality.name().substring("MODALITY_".length());
    }
}
