package dev.sightline.store.erasure;

/**
 * One store that a person is erased from. Erasing again is harmless and finishes what an earlier try left. Thread-safe.
 *
 * <p>A new kind of store, such as a search index, becomes one more part.
 */
public interface ErasurePart {
    /** What the receipt calls the store. */
    String name();

    /**
     * Removes what it can.
     *
     * @throws RuntimeException when it could not; the receipt says so and the erasure is tried again
     */
    Removed erase(Subject subject);

    /** Looks again: how much of the person is still there that should be gone. */
    long remaining(Subject subject);
}
