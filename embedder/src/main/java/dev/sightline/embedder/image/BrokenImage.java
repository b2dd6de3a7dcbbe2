package dev.sightline.embedder.image;

import java.util.Objects;

/**
 * Bytes that are no usable picture. Bad input, not a failure: readers of streams turn it into a dead letter of
 * {@link #kind()} and go on.
 */
public final class BrokenImage extends Exception {
    private static final long serialVersionUID = 1;

    private final String kind;

    /**
     * @param kind short and machine-readable, such as {@code image-truncated}
     * @param reason what was found, what is allowed and what to do, for people
     */
    public BrokenImage(String kind, String reason) {
        super(Objects.requireNonNull(reason));
        this.kind = Objects.requireNonNull(kind);
    }

    /** Short machine-readable kind, the same for the same defect. */
    public String kind() {
        return kind;
    }

    /** The reason for people. */
    public String reason() {
        return Objects.requireNonNull(getMessage());
    }
}
