package dev.sightline.platform.broker;

import dev.sightline.platform.kafka.KafkaClients;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/** Settings of a single small node: one replica of everything, few threads, no waiting for members that may come. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final String CLIENT = "CLIENT";

    private BrokerSettings() {}

    /**
     * A broker that lets in clients that know the password, on both of its ports, and no others.
     *
     * @param reader who may come to the clients' port beside them, to read
     */
    static Properties of(Path home, BrokerPorts ports, BrokerPassword password, BrokerPassword reader) {
        Properties p = listening(home, ports, BrokerPassword.PROTOCOL);
        p.put("sasl.enabled.mechanisms", BrokerPassword.MECHANISM);
        p.put("sasl.mechanism.inter.broker.protocol", BrokerPassword.MECHANISM);
        p.put("sasl.mechanism.controller.protocol", BrokerPassword.MECHANISM);
        for (String listener : List.of(CLIENT, CONTROLLER)) {
            String prefix =
                    ("listener.name." + listener + "." + BrokerPassword.MECHANISM + ".").toLowerCase(Locale.ROOT);
            p.put(prefix + "sasl.jaas.config", listener.equals(CLIENT) ? password.jaas(reader) : password.jaas());
            p.put(prefix + "sasl.server.callback.handler.class", PasswordCheck.class.getName());
        }
        // A second line: were a listener ever open, a client without a name would still see nothing.
        p.put("authorizer.class.name", ReaderAuthorizer.class.getName());
        p.put(StandardAuthorizer.SUPER_USERS_CONFIG, "User:" + BrokerPassword.USER);
        p.put(StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG, "false");
        return p;
    }

    /** A broker that lets everybody in. */
    static Properties withoutLogin(Path home, BrokerPorts ports) {
        return listening(home, ports, "PLAINTEXT");
    }

    private static Properties listening(Path home, BrokerPorts ports, String protocol) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", String.valueOf(NODE_ID));
        p.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + ports.controller());
        p.put(
                "listeners",
                CLIENT + "://127.0.0.1:" + ports.client() + "," + CONTROLLER + "://127.0.0.1:" + ports.controller());
        p.put("advertised.listeners", CLIENT + "://127.0.0.1:" + ports.client());
        p.put("controller.listener.names", CONTROLLER);
        p.put("inter.broker.listener.name", CLIENT);
        p.put("listener.security.protocol.map", CLIENT + ":" + protocol + "," + CONTROLLER + ":" + protocol);
        p.put("log.dirs", home.toString());
        p.put("auto.create.topics.enable", "false");
        p.put("message.max.bytes", String.valueOf(KafkaClients.MAX_MESSAGE_BYTES));
        replicas(p);
        groups(p);
        size(p);
        return p;
    }

    private static void replicas(Properties p) {
        p.put("default.replication.factor", "1");
        p.put("min.insync.replicas", "1");
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "4");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "4");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("share.coordinator.state.topic.num.partitions", "1");
    }

    private static void groups(Properties p) {
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("group.min.session.timeout.ms", "1000");
        p.put("group.streams.min.session.timeout.ms", "1000");
        p.put("group.streams.session.timeout.ms", "3000");
        p.put("group.streams.min.heartbeat.interval.ms", "500");
        p.put("group.streams.heartbeat.interval.ms", "1000");
    }

    private static void size(Properties p) {
        p.put("num.network.threads", "1");
        p.put("num.io.threads", "2");
        p.put("log.cleaner.dedupe.buffer.size", "2097152");
        // The frames topic is bounded in bytes: look often enough that a small disk keeps that bound.
        p.put("log.retention.check.interval.ms", "60000");
    }
}
