package dev.sightline.ingest.source;

/** A source that could not be opened; the message says which, why, and what to do. Live sources are tried again. */
public final class SourceUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public SourceUnavailable(String message) {
        super(message);
    }
}
