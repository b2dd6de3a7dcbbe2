package dev.sightline.store.model;

/** What a model is to its task. */
public enum ModelAlias {
    /** Serves now. */
    CHAMPION,
    /** Registered to be promoted. */
    CHALLENGER,
    /** Served before; what a rollback goes back to. */
    PREVIOUS
}
