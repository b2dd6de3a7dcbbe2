package dev.sightline.platform.picture;

import java.util.Objects;

/**
 * Bytes that are no usable picture. Bad input, not a failure: readers of streams turn it into a dead letter of
 * {@link #kind()} and go on, readers of folders name the file and go on.
 */
public final class BrokenPicture extends Exception {
    private static final long serialVersionUID = 1;

    private final String kind;

    /**
     * @param kind short and machine-readable, such as {@code image-truncated}
     * @param reason what was found, what is allowed and what to do, for people
     */
    public BrokenPicture(String kind, String reason) {
        super(Objects.requireNonNull(reason));
        this.kind = Objects.requireNonNull(kind);
    }

    static BrokenPicture truncated(byte[] bytes) {
        return new BrokenPicture(
                "image-truncated", "the picture ends before its end marker, after " + bytes.length + " bytes");
    }

    static BrokenPicture malformed(String what) {
        return new BrokenPicture("image-malformed", what + "; send a whole JPEG");
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
