package dev.sightline.matcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LargeEntriesTest {
    private static final int MOST = 10;

    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("entries"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final LargeEntries entries = new LargeEntries(store, MOST);

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>(new Properties()).getStateStoreContext(), store);
    }

    @Test
    void shouldReadBackWhatWasStoredWhateverItsSizeWas() {
        Random random = new Random(1);
        Map<String, ByteString> expected = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            String key = "site\0e" + random.nextInt(20);
            byte[] value = random.nextInt(4) == 0 ? null : new byte[random.nextInt(60)];
            if (value == null) {
                expected.remove(key);
            } else {
                random.nextBytes(value);
                expected.put(key, ByteString.copyFrom(value));
            }
            entries.put(key, value);
        }

        store.all().forEachRemaining(stored -> assertThat(stored.value.length).isLessThanOrEqualTo(MOST));
        assertThat(read(entries)).isEqualTo(expected);
        LargeEntries restored = new LargeEntries(store, MOST);
        assertThat(read(restored)).isEqualTo(expected);
        expected.keySet().forEach(key -> restored.put(key, null));
        assertThat(store.all().hasNext())
                .as("nothing is left of deleted entries")
                .isFalse();
    }

    private static Map<String, ByteString> read(LargeEntries entries) {
        Map<String, ByteString> all = new TreeMap<>();
        entries.each((key, value) -> all.put(key, ByteString.copyFrom(value)));
        return all;
    }
}
