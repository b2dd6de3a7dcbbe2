package dev.sightline.console.api;

import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.Receipt;
import dev.sightline.store.retention.RetentionState;

/** Erases people, and knows how long what is kept. Thread-safe. */
public interface Erasing {
    /**
     * Fails when nothing is recorded of an identity.
     *
     * @throws dev.sightline.platform.problem.UserError saying why
     */
    void require(String identityId);

    /** Erases the person of an identity; what takes longer than a few seconds is left to the running system. */
    Receipt erase(ErasureRequest request);

    /** How retention is. */
    RetentionState retention();

    /** After so many hours topics hold nothing any more of who is erased; 0: that cannot be said. */
    long topicHours();
}
