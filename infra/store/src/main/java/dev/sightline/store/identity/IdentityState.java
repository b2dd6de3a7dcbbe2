package dev.sightline.store.identity;

/** What became of an identity; as its events say. */
public enum IdentityState {
    /** Can be linked to. */
    ACTIVE,
    /** Absorbed by another identity, {@code mergedInto}. */
    MERGED,
    /** Left the gallery; its sightings stay until their retention ends. */
    EXPIRED,
    /** Erased at the person's or an operator's demand. */
    ERASED
}
