package dev.sightline.embedder.serve;

import dev.sightline.embedder.describe.Describer;

/** A loaded describer and who uses it now. Guarded by the lock of its {@link TaskDescribers}. */
final class ServedModel {
    private final Describer describer;
    private int users;
    private long lastUsedNanos;

    ServedModel(Describer describer, long nowNanos) {
        this.describer = describer;
        this.lastUsedNanos = nowNanos;
    }

    Describer describer() {
        return describer;
    }

    void take() {
        users++;
    }

    void giveBack(long nowNanos) {
        users--;
        lastUsedNanos = nowNanos;
    }

    /** Whether nobody has used it for {@code nanos}. */
    boolean idle(long nowNanos, long nanos) {
        return users == 0 && nowNanos - lastUsedNanos >= nanos;
    }
}
