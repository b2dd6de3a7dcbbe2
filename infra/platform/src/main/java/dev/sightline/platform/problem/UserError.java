package dev.sightline.platform.problem;

/** Something the user can fix. Shown as its message alone; ends the command with exit status 2. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, where, what is allowed and what to do */
    public UserError(String message) {
        super(message);
    }

    /** @param cause shown with {@code --debug} only */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
