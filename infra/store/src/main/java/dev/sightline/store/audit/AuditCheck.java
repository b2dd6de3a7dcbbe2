package dev.sightline.store.audit;

/** What looking through the whole chain found. */
public sealed interface AuditCheck {
    /**
     * Nothing was altered since it was written.
     *
     * @param entries how many
     * @param hash of the last; kept elsewhere, it shows later that the end was not cut off and written again
     */
    record Whole(long entries, String hash) implements AuditCheck {}

    /**
     * Something was altered, deleted or inserted.
     *
     * @param number of the first entry that does not fit
     * @param what is wrong with it, for people
     */
    record Broken(long number, String what) implements AuditCheck {}
}
