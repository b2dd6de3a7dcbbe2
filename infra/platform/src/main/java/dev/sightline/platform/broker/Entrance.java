package dev.sightline.platform.broker;

import dev.sightline.platform.kafka.KafkaAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker listens, and for whom.
 *
 * @param password without it everybody is let in
 */
record Entrance(BrokerPorts ports, @Nullable BrokerPassword password) {

    /** That of a folder's broker, for its clients; empty when none was ready there yet. */
    static Optional<Entrance> remembered(Path home) {
        return BrokerPorts.remembered(home).map(ports -> new Entrance(ports, known(home)));
    }

    private static BrokerPassword known(Path home) {
        try {
            return BrokerPassword.find(home)
                    .orElseThrow(() -> new BrokerException("the Sightline that runs its Kafka in " + home
                            + " is of an older version, without a password: stop it and start it again"));
        } catch (IOException e) {
            throw new BrokerException("the password of the embedded Kafka in " + home + " cannot be read: " + e, e);
        }
    }

    /** For clients. */
    KafkaAccess access() {
        return new KafkaAccess("127.0.0.1:" + ports.client(), password == null ? Map.of() : password.login());
    }

    /** For the broker. */
    Properties settings(Path home) throws IOException {
        return password == null
                ? BrokerSettings.withoutLogin(home, ports)
                : BrokerSettings.of(home, ports, password, BrokerPassword.keepReader(home));
    }

    /** For clients that come later. */
    void remember(Path home) throws IOException {
        if (password != null) {
            ClientFiles.write(home, access().servers(), password);
            ClientFiles.write(home, access().servers(), BrokerPassword.keepReader(home));
        }
        ports.remember(home);
    }
}
