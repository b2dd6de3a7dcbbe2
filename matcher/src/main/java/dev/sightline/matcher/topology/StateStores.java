package dev.sightline.matcher.topology;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The state stores. They live in memory, beside the objects they rebuild: after an unclean end the whole store comes
 * back from its changelog in any case, so a disk copy would only cost. Their caches fold the writes between two commits
 * into one; small changelog segments, cleaned early, keep a restore short.
 */
final class StateStores {
    static final String TRACKERS = "track-cameras";
    static final String ORDER = "link-order";
    static final String MEMORY = "link-memory";
    static final String COOL_DOWNS = "alert-cooldowns";

    private static final char SEPARATOR = '\0';
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG,
            String.valueOf(32 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.3",
            // Whom the matcher forgot is gone from the changelog within hours, however little is written.
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            String.valueOf(Duration.ofHours(6).toMillis()));

    private StateStores() {}

    static StoreBuilder<KeyValueStore<String, byte[]>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(CHANGELOG);
    }

    /** The key of an entry of a site. */
    static String key(String siteId, String entry) {
        return siteId + SEPARATOR + entry;
    }

    /** The key of an entry of a camera's tracker; the camera's own is the camera id, as it always was. */
    static String trackerKey(String cameraId, String entry) {
        return entry.isEmpty() ? cameraId : key(cameraId, entry);
    }

    static String site(String key) {
        return key.substring(0, key.indexOf(SEPARATOR));
    }

    static String entry(String key) {
        return key.substring(key.indexOf(SEPARATOR) + 1);
    }
}
