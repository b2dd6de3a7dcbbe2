package dev.sightline.platform.broker;

import dev.sightline.platform.kafka.KafkaClients;
import java.nio.file.Path;
import java.util.Properties;

/** Settings of a single small node: one replica of everything, few threads, no waiting for members that may come. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private BrokerSettings() {}

    static Properties of(Path home, BrokerPorts ports) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", String.valueOf(NODE_ID));
        p.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + ports.controller());
        p.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + ports.client() + "," + CONTROLLER + "://127.0.0.1:" + ports.controller());
        p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + ports.client());
        p.put("controller.listener.names", CONTROLLER);
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
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
