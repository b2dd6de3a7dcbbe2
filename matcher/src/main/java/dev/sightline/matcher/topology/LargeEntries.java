package dev.sightline.matcher.topology;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a state store whose size a crowd can make larger than a record, and the changelog takes no larger one: such a
 * value is stored in several pieces, under its key with a number behind it. One thread.
 */
final class LargeEntries {
    /** Between a key and the number of a piece; no key of the link stage has it. */
    private static final char PIECE = '\1';

    private final KeyValueStore<String, byte[]> store;
    private final int mostBytes;
    private final Map<String, Integer> pieces = new HashMap<>();

    LargeEntries(KeyValueStore<String, byte[]> store, int mostBytes) {
        this.store = store;
        this.mostBytes = mostBytes;
    }

    /** Stores a value; null deletes. */
    void put(String key, byte @Nullable [] value) {
        int before = pieces.getOrDefault(key, 0);
        int now = value == null || value.length <= mostBytes ? 0 : (value.length + mostBytes - 1) / mostBytes;
        if (value != null && now == 0) {
            store.put(key, value);
        } else if (before == 0) {
            store.delete(key);
        }
        for (int i = 0; value != null && i < now; i++) {
            int from = i * mostBytes;
            store.put(piece(key, i), Arrays.copyOfRange(value, from, Math.min(value.length, from + mostBytes)));
        }
        for (int i = now; i < before; i++) {
            store.delete(piece(key, i));
        }
        if (now == 0) {
            pieces.remove(key);
        } else {
            pieces.put(key, now);
        }
    }

    /** Reads every entry, whole, in the order of keys. */
    void each(BiConsumer<String, byte[]> read) {
        pieces.clear();
        Map<String, ByteArrayOutputStream> whole = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> stored = all.next();
                int at = stored.key.indexOf(PIECE);
                String key = at < 0 ? stored.key : stored.key.substring(0, at);
                if (at >= 0) {
                    pieces.merge(key, 1, Integer::sum);
                }
                whole.computeIfAbsent(key, k -> new ByteArrayOutputStream()).writeBytes(stored.value);
            }
        }
        whole.forEach((key, bytes) -> read.accept(key, bytes.toByteArray()));
    }

    /** Numbers of one length, so that the store keeps pieces in order. */
    private static String piece(String key, int number) {
        return key + PIECE + String.format("%06d", number);
    }
}
