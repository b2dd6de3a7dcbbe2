package dev.sightline.ingest;

import dev.sightline.contracts.v1.Frame;

/**
 * A frame on its way from the reading to the sending thread.
 *
 * @param frame everything but the picture
 * @param picture encoded, none for the end of a stream; not changed after it was queued
 * @param readMillis when it was read, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
record QueuedFrame(Frame frame, byte[] picture, long readMillis) {}
