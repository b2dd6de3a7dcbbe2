package dev.sightline.ingest.source;

import dev.sightline.platform.address.Addresses;

/**
 * There is nothing to read, or nothing that can be read; {@link #finding} says why in the words of the status. No message
 * holds a password.
 */
public final class SourceUnavailable extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String CHECK = "check the camera's source";

    private final String kind;
    private final String advice;

    /** Of kind {@link Finding#CANNOT_OPEN}. */
    public SourceUnavailable(String message) {
        this(Finding.CANNOT_OPEN, message, CHECK);
    }

    /** @param kind a word of {@link Finding} */
    SourceUnavailable(String kind, String message, String advice) {
        super(Addresses.masked(message));
        this.kind = kind;
        this.advice = advice;
    }

    /** The same with the name of the source in front. */
    SourceUnavailable of(SourceSpec spec) {
        return new SourceUnavailable(kind, spec + " " + getMessage(), advice);
    }

    /** What people read. */
    public Finding finding() {
        return Finding.once(kind, String.valueOf(getMessage()), advice);
    }
}
