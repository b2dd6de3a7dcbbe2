package dev.sightline.matcher.track;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import java.util.Map;
import java.util.stream.LongStream;

/** The entries of one tracker as they were stored. */
record StoredEntries(Map<String, byte[]> byKey) {

    /** @throws IllegalArgumentException when the entry is missing or does not parse */
    <T> T read(EntryKey key, Parser<T> parser) {
        return read(key.text(), parser);
    }

    /** @throws IllegalArgumentException when the entry is missing or does not parse */
    <T> T read(String key, Parser<T> parser) {
        byte[] bytes = byKey.get(key);
        if (bytes == null) {
            throw new IllegalArgumentException("tracker state lacks its entry '" + key + "'; " + ADVICE);
        }
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "tracker state of " + bytes.length + " bytes cannot be read; " + ADVICE, e);
        }
    }

    static final String ADVICE = "delete the matcher's internal topics (their names end in -changelog and -repartition)"
            + " and start again";

    /** The ordinals of the tracklets, in order. */
    LongStream tracklets() {
        return byKey.keySet().stream()
                .mapToLong(EntryKey::ordinal)
                .filter(o -> o >= 0)
                .sorted();
    }
}
