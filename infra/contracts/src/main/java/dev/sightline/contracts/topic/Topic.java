package dev.sightline.contracts.topic;

import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;

/**
 * One Kafka topic with everything a reader or writer has to know about it.
 *
 * @param noun the middle of the name {@code <prefix>.<noun>.v<major>}
 * @param major version; grows only with an incompatible change
 * @param key key serde
 * @param value value serde
 * @param cleanup how old records go
 * @param retention how long records stay; ignored for {@link Cleanup#COMPACT}
 * @param retentionBytes bytes kept per partition, -1 for no bound
 * @param <K> key type
 * @param <V> value type
 */
public record Topic<K, V>(
        String noun,
        int major,
        Serde<K> key,
        Serde<V> value,
        Cleanup cleanup,
        Duration retention,
        long retentionBytes) {

    public Topic {
        Objects.requireNonNull(key);
        Objects.requireNonNull(value);
        Objects.requireNonNull(cleanup);
        if (!noun.matches("[a-z][a-z-]*")) {
            throw new IllegalArgumentException("topic noun '" + noun + "' must be lower-case letters and dashes");
        }
    }

    /** The same topic, created to keep its records for another time. */
    public Topic<K, V> keeping(Duration time) {
        return new Topic<>(noun, major, key, value, cleanup, time, retentionBytes);
    }

    /** The name in Kafka under a prefix, such as {@code sightline.frames.v1}. */
    public String name(String prefix) {
        return prefix + "." + noun + ".v" + major;
    }

    /** How Kafka drops old records of a topic. */
    public enum Cleanup {
        DELETE,
        COMPACT
    }
}
