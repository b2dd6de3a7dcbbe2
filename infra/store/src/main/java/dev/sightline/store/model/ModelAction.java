package dev.sightline.store.model;

/** What happened to a model. */
public enum ModelAction {
    REGISTERED,
    /** A promotion of it began. */
    BEGAN,
    /** It serves from the switch time on. */
    SWITCHED,
    /** Its promotion was given up; what served went on. */
    ABANDONED,
    /** The assignment was taken back; the configured model serves. */
    RESET
}
