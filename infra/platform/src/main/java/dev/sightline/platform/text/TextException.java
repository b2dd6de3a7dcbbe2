package dev.sightline.platform.text;

/**
 * A file of text that does not say what its format asks for. The message is for the person who gave the file: file, line,
 * column, the value, what is allowed and what to do. It holds no control characters.
 */
public final class TextException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With the whole message. */
    public TextException(String message) {
        super(Printable.lines(message));
    }

    /** With the whole message and what went wrong below. */
    public TextException(String message, Throwable cause) {
        super(Printable.lines(message), cause);
    }
}
