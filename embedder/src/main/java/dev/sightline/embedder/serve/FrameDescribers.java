package dev.sightline.embedder.serve;

import dev.sightline.embedder.describe.Describer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The describers of one frame, kept loaded until it is closed. */
public final class FrameDescribers implements AutoCloseable {
    private final @Nullable Describer vector;
    private final @Nullable Describer next;
    private final Runnable release;

    FrameDescribers(@Nullable Describer vector, @Nullable Describer next, Runnable release) {
        this.vector = vector;
        this.next = next;
        this.release = release;
    }

    /** Describes what is compared; empty when a late frame's model is no longer to be had. */
    public Optional<Describer> vector() {
        return Optional.ofNullable(vector);
    }

    /** Describes the same crops for a model that is being brought in. */
    public Optional<Describer> next() {
        return Optional.ofNullable(next);
    }

    @Override
    public void close() {
        release.run();
    }
}
