package dev.sightline.ingest.source;

/** A picture that turned out to be broken when it was decoded. Its source goes on. */
public final class UnreadablePicture extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadablePicture(String message) {
        super(message);
    }
}
