package dev.sightline.models.manifest;

/**
 * A model that cannot be used: a manifest that does not read, a network that is missing or differs from its checksum, a
 * fetch that failed. The message says which file or key, what was found, what was expected and what to do; it is meant
 * for the person who runs the command. Bad configuration stops the start, so nobody is asked to catch it.
 */
public final class ModelException extends RuntimeException {
    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
