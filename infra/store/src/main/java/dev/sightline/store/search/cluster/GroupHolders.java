package dev.sightline.store.search.cluster;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.AdminAnswers;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.retry.Sleeper;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Reads from Kafka which instance holds which shard: the members of the group say their address in their client id, and Kafka says what
 * is assigned to them. Thread-safe; its opener closes it.
 */
public final class GroupHolders implements AutoCloseable {
    /** The group in which instances share the partitions. */
    static final String GROUP = "search";

    private static final String CLIENT = "search@";
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TRIES = 50;

    private final KafkaClients kafka;
    private final Admin admin;
    private final AdminAnswers answers;

    public GroupHolders(KafkaClients kafka) {
        this.kafka = kafka;
        this.admin = kafka.admin();
        this.answers = new AdminAnswers(
                kafka.settings().bootstrapServers(),
                "check kafka.bootstrap-servers and that the brokers run",
                Set.of(GroupIdNotFoundException.class));
    }

    /** Client id of an instance. */
    static String clientId(String address) {
        return CLIENT + address;
    }

    /** Who holds what; empty while Kafka assigns the partitions again. */
    Optional<Holders> read() {
        int of = partitions();
        try {
            String group = kafka.scoped(GROUP);
            ConsumerGroupDescription members = answers.await(
                            "describing group " + group,
                            admin.describeConsumerGroups(Set.of(group)).all())
                    .values()
                    .iterator()
                    .next();
            return members.groupState() == GroupState.STABLE
                            || members.members().isEmpty()
                    ? Optional.of(new Holders(of, addresses(members)))
                    : Optional.empty();
        } catch (GroupIdNotFoundException e) {
            return Optional.of(new Holders(of, Map.of()));
        }
    }

    /** {@link #read}, for commands: waits some seconds for Kafka to assign the partitions; then nobody holds any. */
    public Holders settled(Sleeper sleeper) {
        Optional<Holders> found = read();
        for (int i = 0; i < TRIES && found.isEmpty() && sleeper.sleep(PAUSE); i++) {
            found = read();
        }
        return found.orElseGet(() -> new Holders(partitions(), Map.of()));
    }

    private int partitions() {
        String topic = kafka.name(Topics.SIGHTINGS);
        return answers.await(
                        "describing topic " + topic,
                        admin.describeTopics(Set.of(topic)).allTopicNames())
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }

    private static Map<Integer, String> addresses(ConsumerGroupDescription group) {
        Map<Integer, String> addresses = new HashMap<>();
        for (MemberDescription member : group.members()) {
            if (member.clientId().startsWith(CLIENT)) {
                String address = member.clientId().substring(CLIENT.length());
                member.assignment()
                        .topicPartitions()
                        .forEach(partition -> addresses.put(partition.partition(), address));
            }
        }
        return addresses;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
