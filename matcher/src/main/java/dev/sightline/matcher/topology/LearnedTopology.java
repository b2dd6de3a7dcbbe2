package dev.sightline.matcher.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.matcher.link.memory.LearnedCodec;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.score.LearnedWay;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaUnavailableException;
import dev.sightline.platform.kafka.WholeTopic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What the sites of an installation have learned of the ways between their cameras, read off the changelog of the link stage: the
 * matcher need not run. For commands.
 */
public final class LearnedTopology {
    private static final String CHANGELOG = "matcher-" + StateStores.MEMORY + "-changelog";

    private LearnedTopology() {}

    /**
     * The ways of each site, the most walked first.
     *
     * @throws dev.sightline.platform.kafka.KafkaUnavailableException when no matcher ever ran here, or Kafka does not answer
     */
    public static Map<String, List<LearnedWay>> read(KafkaClients kafka) {
        Map<String, LearnedWay> newest = new TreeMap<>();
        forEach(kafka, kafka.scoped(CHANGELOG), record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (!SiteMemory.isTransit(StateStores.entry(key))) {
                return;
            }
            if (record.value() == null) {
                newest.remove(key);
            } else {
                newest.put(key, way(key, record.value()));
            }
        });
        Map<String, List<LearnedWay>> sites = new TreeMap<>();
        newest.forEach((key, way) -> sites.computeIfAbsent(StateStores.site(key), s -> new ArrayList<>())
                .add(way));
        sites.values()
                .forEach(ways -> ways.sort(Comparator.comparingDouble(LearnedWay::people)
                        .reversed()
                        .thenComparing(LearnedWay::fromCamera)
                        .thenComparing(LearnedWay::toCamera)));
        return sites;
    }

    private static void forEach(KafkaClients kafka, String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try {
            new WholeTopic(kafka, topic).forEach(taker);
        } catch (KafkaUnavailableException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new KafkaUnavailableException(
                        "no matcher has run here yet, so no way between cameras is known: topic " + topic
                                + " does not exist; 'sightline run' and 'sightline match' start one",
                        e);
            }
            throw e;
        }
    }

    private static LearnedWay way(String key, byte[] value) {
        try {
            return LearnedWay.of(LearnedCodec.way(value));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "state entry " + key + " does not parse; another version may have written it", e);
        }
    }
}
