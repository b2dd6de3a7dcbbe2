package dev.sightline.matcher.link.models;

import dev.sightline.contracts.v1.Modality;

/**
 * What became of a site's gallery when another model took over.
 *
 * @param from what served before
 * @param to what serves now
 * @param identities known; all of them keep their ids
 * @param exemplars what became of those of the modality
 */
public record SwitchReport(Modality modality, String from, String to, int identities, Exemplars exemplars) {

    /**
     * Counts.
     *
     * @param described go on under the new model
     * @param dropped the new model never described
     * @param bare identities that were left without any exemplar
     * @param unclaimed re-embedded, but nobody keeps them
     */
    public record Exemplars(int described, int dropped, int bare, int unclaimed) {}
}
