package dev.sightline.platform.kafka;

import java.util.Map;

/**
 * How to reach a Kafka that this installation runs itself.
 *
 * @param servers {@code host:port}, comma separated
 * @param login what clients have to set to be let in, such as {@code sasl.jaas.config}; empty where everybody is
 */
public record KafkaAccess(String servers, Map<String, String> login) {
    public KafkaAccess {
        login = Map.copyOf(login);
    }

    /** A Kafka that lets everybody in, or for which the user's own settings do. */
    public static KafkaAccess open(String servers) {
        return new KafkaAccess(servers, Map.of());
    }

    /** Settings with nothing passed through. */
    public KafkaSettings settings(String topicPrefix) {
        return KafkaSettings.of(servers, topicPrefix).withLogin(login);
    }

    /** Where Kafka is; never the log-in. */
    @Override
    public String toString() {
        return "KafkaAccess[servers=" + servers + ", login=" + login.keySet() + "]";
    }
}
