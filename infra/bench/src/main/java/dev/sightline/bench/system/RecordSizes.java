package dev.sightline.bench.system;

import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the matcher writes for itself while it is watched: records of its changelogs and of what goes to the sites. */
final class RecordSizes {
    private final Map<String, Size> byTopic = new TreeMap<>();

    /** Bytes of keys and values before compression. */
    record Size(long records, long bytes, int greatest) {
        Size and(int more) {
            return new Size(records + 1, bytes + more, Math.max(greatest, more));
        }
    }

    private RecordSizes() {}

    /** Reads what is written from now on for so long. */
    static RecordSizes watch(KafkaClients clients, Duration length) throws Exception {
        RecordSizes sizes = new RecordSizes();
        String own = clients.scoped("matcher-");
        try (Admin admin = clients.admin();
                Consumer<byte[], byte[]> reader = clients.reader("sizes")) {
            List<String> topics = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(own))
                    .toList();
            reader.assign(Partitions.of(reader, topics));
            reader.seekToEnd(reader.assignment());
            long until = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < until) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
                    int bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
                    sizes.byTopic.merge(
                            record.topic().substring(own.length()), new Size(1, bytes, bytes), (a, b) -> a.and(bytes));
                }
            }
        }
        return sizes;
    }

    Map<String, Size> byTopic() {
        return byTopic;
    }

    int greatest() {
        return byTopic.values().stream().mapToInt(Size::greatest).max().orElse(0);
    }
}
