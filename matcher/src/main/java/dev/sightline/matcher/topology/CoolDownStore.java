package dev.sightline.matcher.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.matcher.alert.CoolDowns;
import dev.sightline.matcher.v1.CoolDown;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The cool-downs of one site, in a state store. One thread. */
final class CoolDownStore implements CoolDowns {
    private final String siteId;
    private final KeyValueStore<String, byte[]> store;

    CoolDownStore(String siteId, KeyValueStore<String, byte[]> store) {
        this.siteId = siteId;
        this.store = store;
    }

    @Override
    public OptionalLong lastUs(String ruleId, String person) {
        byte[] entry = store.get(key(ruleId, person));
        return entry == null ? OptionalLong.empty() : OptionalLong.of(parse(entry));
    }

    @Override
    public void alerted(String ruleId, String person, long timeUs) {
        store.put(
                key(ruleId, person),
                CoolDown.newBuilder().setAlertedUs(timeUs).build().toByteArray());
    }

    /** Forgets alerts older than any cool-down lasts. */
    void prune(long beforeUs) {
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all =
                store.prefixScan(StateStores.key(siteId, ""), new StringSerializer())) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                if (parse(entry.value) < beforeUs) {
                    old.add(entry.key);
                }
            }
        }
        old.forEach(store::delete);
    }

    private String key(String ruleId, String person) {
        return StateStores.key(siteId, ruleId + '\0' + person);
    }

    private static long parse(byte[] entry) {
        try {
            return CoolDown.parseFrom(entry).getAlertedUs();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a cool-down in the state store does not parse", e);
        }
    }
}
