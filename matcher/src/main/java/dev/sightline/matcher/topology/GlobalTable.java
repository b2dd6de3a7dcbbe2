package dev.sightline.matcher.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parsed entries of a global store, parsed again only when their bytes changed. An entry that does not parse is
 * left out and logged once. One thread.
 *
 * @param <M> message type
 */
final class GlobalTable<M extends MessageLite> {
    private static final Logger LOG = LoggerFactory.getLogger(GlobalTable.class);

    private final String name;
    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Parser<M> parser;
    private final Map<String, byte[]> bytes = new TreeMap<>();
    private final Map<String, M> messages = new TreeMap<>();
    private long version;

    GlobalTable(String name, ReadOnlyKeyValueStore<String, byte[]> store, Parser<M> parser) {
        this.name = name;
        this.store = store;
        this.parser = parser;
    }

    /** Takes over what changed since the last call; returns a number that grows with every change. */
    long refresh() {
        Map<String, byte[]> now = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                now.put(entry.key, entry.value);
            }
        }
        if (bytes.keySet().retainAll(now.keySet())) {
            messages.keySet().retainAll(now.keySet());
            version++;
        }
        now.forEach(this::take);
        return version;
    }

    /** In the order of their ids. */
    Collection<M> all() {
        return List.copyOf(messages.values());
    }

    /** The entry of an id, null when there is none. */
    @Nullable
    M get(String id) {
        return messages.get(id);
    }

    private void take(String key, byte[] value) {
        byte[] before = bytes.get(key);
        if (before == value || before != null && Arrays.equals(before, value)) {
            return;
        }
        bytes.put(key, value);
        version++;
        try {
            messages.put(key, parser.parseFrom(value));
        } catch (InvalidProtocolBufferException e) {
            messages.remove(key);
            LOG.error("entry '{}' of {} is left out, write it again: {}", key, name, e.getMessage());
        }
    }
}
