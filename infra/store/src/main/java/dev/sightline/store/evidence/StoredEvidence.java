package dev.sightline.store.evidence;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.Evidence;

/** Evidence is kept as the message's bytes: nothing is lost, and fields that come later are kept too. */
public final class StoredEvidence {
    private StoredEvidence() {}

    /** Reads the column. */
    public static Evidence read(byte[] column) {
        try {
            return Evidence.parseFrom(column);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an evidence column does not parse: was the database altered by hand?", e);
        }
    }
}
