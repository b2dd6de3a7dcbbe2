package dev.sightline.store.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be opened or used as it is. The message names the setting and says what to do. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
