package dev.sightline.platform.roster;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.AdminAnswers;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.retry.Backoff;
import dev.sightline.platform.retry.Retry;
import dev.sightline.platform.retry.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives frames, observations and the matcher's own topics more partitions, while nobody works on them. Every camera's place
 * is written into its record first, so that what was there stays where it is and only new cameras and sites use the new
 * partitions. Kafka Streams refuses to start while its own topics have other numbers than what it reads, so all grow. Topics
 * that are keyed otherwise stay as they are: their order by key would tear.
 */
public final class Growth {
    private static final Logger log = LoggerFactory.getLogger(Growth.class);
    private static final List<String> WORKERS = List.of("embedder", "matcher");
    private static final Backoff MISSED = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 0.1, 45);

    private final KafkaClients kafka;
    private final AdminAnswers answers;

    public Growth(KafkaClients kafka) {
        this.kafka = kafka;
        this.answers = new AdminAnswers(
                kafka.settings().bootstrapServers(),
                "check that the broker runs and that this user may alter the topics",
                Set.of(GroupIdNotFoundException.class));
    }

    /**
     * Grows them. What a run that was cut short left undone, the next one does.
     *
     * @return how many partitions each topic had that has grown
     * @throws UserError when somebody works on the topics, or one has more partitions already
     */
    public Map<String, Integer> to(int partitions) {
        try (Admin admin = kafka.admin()) {
            // A matcher that stops does not say so; the group misses it after its session time-out.
            new Retry(MISSED, Sleeper.uninterrupted(), new SplittableRandom(1))
                    .run("waiting for those that stopped", () -> requireIdle(admin), e -> e instanceof UserError);
            Map<String, Integer> there = there(admin);
            String larger = there.entrySet().stream()
                    .filter(topic -> topic.getValue() > partitions)
                    .map(topic -> topic.getKey() + " (" + topic.getValue() + ")")
                    .collect(Collectors.joining(", "));
            if (!larger.isEmpty()) {
                throw new UserError(
                        "topics only grow, and these have more than " + partitions + " partitions: " + larger);
            }
            new CameraRegister(kafka).pin();
            Map<String, NewPartitions> wanted = new TreeMap<>();
            there.values().removeIf(count -> count == partitions);
            there.keySet().forEach(topic -> wanted.put(topic, NewPartitions.increaseTo(partitions)));
            answers.await("growing topics", admin.createPartitions(wanted).all());
            return there;
        }
    }

    private void requireIdle(Admin admin) {
        List<String> groups = WORKERS.stream().map(kafka::scoped).toList();
        List<String> busy = new ArrayList<>();
        admin.describeConsumerGroups(groups).describedGroups().forEach((group, described) -> {
            try {
                if (!answers.await("looking who works", described).members().isEmpty()) {
                    busy.add(group);
                }
            } catch (GroupIdNotFoundException e) {
                log.debug("group {} never worked here", group);
            }
        });
        if (!busy.isEmpty()) {
            throw new UserError("somebody works on the topics (groups " + String.join(", ", busy)
                    + "): stop ingest, embedders and matchers first");
        }
    }

    private Map<String, Integer> there(Admin admin) {
        String own = kafka.scoped("matcher") + "-";
        Stream<String> published = Stream.of(kafka.name(Topics.FRAMES), kafka.name(Topics.OBSERVATIONS));
        Stream<String> internal = answers
                .await("listing topics", admin.listTopics().names())
                .stream()
                .filter(name -> name.startsWith(own))
                .filter(name -> name.endsWith("-repartition") || name.endsWith("-changelog"));
        List<String> names = Stream.concat(published, internal).toList();
        Map<String, Integer> there = new TreeMap<>();
        Map<String, TopicDescription> found =
                answers.await("describing topics", admin.describeTopics(names).allTopicNames());
        found.forEach((name, topic) -> there.put(name, topic.partitions().size()));
        return there;
    }
}
