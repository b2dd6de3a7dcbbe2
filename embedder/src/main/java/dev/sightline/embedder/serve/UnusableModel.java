package dev.sightline.embedder.serve;

/** A model that the models topic names and this process cannot use. What serves goes on; the message says why and what to do. */
public final class UnusableModel extends Exception {
    private static final long serialVersionUID = 1;

    public UnusableModel(String message) {
        super(message);
    }

    public UnusableModel(String message, Throwable cause) {
        super(message, cause);
    }
}
