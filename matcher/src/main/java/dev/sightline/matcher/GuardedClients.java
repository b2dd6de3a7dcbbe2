package dev.sightline.matcher;

import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.roster.Rebalancing;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients inside Kafka Streams: as Streams makes them itself, but the consumers go past a record that expands to more
 * than memory holds, which would kill the process after every restart, and the main one asks for another
 * assignment when cameras have come or gone. With {@code kafka.streams.group.protocol=streams}
 * Streams makes the main consumer itself, without this guard, and warns of it.
 */
final class GuardedClients implements KafkaClientSupplier {
    private final Rebalancing rebalancing;

    GuardedClients(Rebalancing rebalancing) {
        this.rebalancing = rebalancing;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return KafkaClients.guarded(config, rebalancing::due);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return KafkaClients.guarded(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return KafkaClients.guarded(config);
    }
}
