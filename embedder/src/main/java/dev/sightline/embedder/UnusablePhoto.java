package dev.sightline.embedder;

/** A photo from which nobody can be enrolled or searched for; the message says why and what to do. Bad input, not a failure. */
public final class UnusablePhoto extends Exception {
    private static final long serialVersionUID = 1;

    /** Why a photo cannot be used. */
    public enum Reason {
        /** The bytes are no whole JPEG or PNG within the size bound. */
        BROKEN,
        /** Nobody is found, or too little of somebody. */
        NOBODY,
        /** No face is found. */
        NO_FACE,
        /** More than one face is found. */
        SEVERAL_FACES,
        /** The face is too small or blurred to be recognized by. */
        POOR_FACE
    }

    private final Reason reason;

    UnusablePhoto(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
