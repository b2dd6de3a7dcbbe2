package dev.sightline.ingest.source;

/** What a source gave when it was asked for its next picture. */
public sealed interface Grab {
    /** A picture. */
    record Taken(Picture picture) implements Grab {}

    /**
     * A stored picture that is none; the next one may be well.
     *
     * @param raw its bytes as they are, possibly none
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Unreadable(Stamp stamp, byte[] raw, String reason) implements Grab {}

    /** Part of a stream that gave no picture; the stream goes on. */
    record Damaged(String reason) implements Grab {}

    /** Recorded footage is over. */
    record Ended() implements Grab {}

    /** The stream broke off, timed out or was cancelled: close it, and open it again if it is live. */
    record Lost(String reason) implements Grab {}
}
