package dev.sightline.ingest.source;

import java.util.Objects;

/**
 * Something that is wrong with a source, found while it was opened or read.
 *
 * @param kind one of the words below, for programs
 * @param what one sentence with numbers, without the name of the source; never a password
 * @param count how often so far, at least 1
 * @param advice what to do
 */
public record Finding(String kind, String what, long count, String advice) {
    /** The source cannot be reached or opened. */
    public static final String CANNOT_OPEN = "cannot-open";
    /** Neither video nor pictures. */
    public static final String NOT_A_VIDEO = "not-a-video";
    /** An MP4 whose index was never written. */
    public static final String NO_INDEX = "no-index";
    /** Less footage than the file promises. */
    public static final String ENDS_EARLY = "ends-early";
    /** Frames that are lost or damaged. */
    public static final String DECODE_ERRORS = "decode-errors";
    /** Times that do not fit the rate the file names. */
    public static final String WRONG_RATE = "wrong-rate";
    /** A raw stream that names no rate. */
    public static final String NO_RATE = "no-rate";
    /** Another length than the file names. */
    public static final String WRONG_LENGTH = "wrong-length";
    /** Frames of several sizes. */
    public static final String SIZE_CHANGED = "size-changed";
    /** Files of a folder that are no whole pictures. */
    public static final String UNREADABLE_PICTURE = "unreadable-picture";
    /** Pictures of a folder in formats that are not read. */
    public static final String SKIPPED_FILES = "skipped-files";

    public Finding {
        Objects.requireNonNull(kind);
        if (what.isBlank() || count < 1) {
            throw new IllegalArgumentException("a finding says what and how often; got \"" + what + "\", " + count);
        }
    }

    /** One that happened once. */
    static Finding once(String kind, String what, String advice) {
        return new Finding(kind, what, 1, advice);
    }

    /** The same found again: what was said last, and the sum of the counts. */
    public Finding plus(Finding more) {
        return new Finding(kind, more.what, count + more.count, more.advice);
    }
}
