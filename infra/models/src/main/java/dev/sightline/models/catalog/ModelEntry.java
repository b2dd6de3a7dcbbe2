package dev.sightline.models.catalog;

import dev.sightline.models.manifest.ModelManifest;

/**
 * One line of the catalog.
 *
 * @param manifest the model
 * @param origin where its manifest lies, for people
 * @param state whether it can be used now
 * @param detail what {@code state} means here and what to do
 */
public record ModelEntry(ModelManifest manifest, String origin, State state, String detail) {

    /** Whether a model can be used. */
    public enum State {
        /** Its network is here and has the pinned checksum, or it needs none. */
        READY,
        /** Its network is not on this machine yet; it can be fetched. */
        ABSENT,
        /** Its network differs from the checksum, or is missing and cannot be fetched. */
        BROKEN
    }
}
