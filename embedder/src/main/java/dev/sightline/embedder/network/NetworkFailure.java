package dev.sightline.embedder.network;

/** A network cannot be loaded or run: a bad file, a recipe that does not fit it, or no memory. */
public final class NetworkFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NetworkFailure(String message, Throwable cause) {
        super(message, cause);
    }

    public NetworkFailure(String message) {
        super(message);
    }
}
