package dev.sightline.matcher;

import static dev.sightline.matcher.MatcherRuns.PATIENCE;
import static dev.sightline.matcher.MatcherRuns.awaitEnds;
import static dev.sightline.matcher.MatcherRuns.outputs;
import static dev.sightline.matcher.MatcherRuns.started;
import static dev.sightline.matcher.MatcherRuns.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.topology.StreamsPolicy.TakeOver;
import dev.sightline.matcher.topology.Street;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Partitions that move between instances while the stream runs change nothing about who is who. */
class MatcherScalingIT {
    private static final int PARTITIONS = 6;

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private final List<String> sites =
            IntStream.rangeClosed(1, 6).mapToObj(n -> "site" + n).toList();
    private final List<Observation> all = sites.stream()
            .flatMap(MatcherScalingIT::observations)
            .sorted(Comparator.comparingLong(Observation::getCaptureTimeUs).thenComparing(Observation::getCameraId))
            .toList();
    private final List<MatcherService> running = new ArrayList<>();

    @AfterEach
    void stopAll() {
        running.forEach(MatcherService::close);
    }

    /** One instance, three, and one again; six of them are {@link MatcherScalingProof}'s. */
    @Test
    void shouldDecideTheSameWhilePartitionsMove() {
        KafkaClients moving = installation("moving");
        start(moving, 1);
        writePart(moving, 0);
        start(moving, 2);
        writePart(moving, 1);
        stop(2);
        writePart(moving, 2);
        writePart(moving, 3);
        awaitEnds(moving, 12);
        stop(1);

        assertThat(outputs(moving)).isEqualTo(calm(1));
    }

    /** What comes out when nothing moves. */
    Map<String, Map<String, List<String>>> calm(int instances) {
        KafkaClients calm = installation("on" + instances);
        start(calm, instances);
        write(calm, all);
        awaitEnds(calm, 12);
        stop(instances);
        assertThat(TopicReader.readAll(calm, Topics.IDENTITY_EVENTS)).hasSizeGreaterThan(6 * 6);
        return outputs(calm);
    }

    @Test
    void shouldGoOnWithItsShareWhenANamedInstanceRestarts() throws ExecutionException, InterruptedException {
        KafkaClients clients = patient(installation("named"));
        MatcherService first = started(clients, new TakeOver(1, Optional.of("first")));
        running.add(first);
        running.add(started(clients, new TakeOver(1, Optional.of("second"))));
        write(clients, all.subList(0, all.size() / 2));
        await().atMost(PATIENCE).until(() -> shares(clients).size() == 2);
        Map<String, String> before = settledShares(clients);

        first.close();
        running.remove(first);
        assertThat(shares(clients)).as("nothing moves while it is away").isEqualTo(before);
        running.add(started(clients, new TakeOver(1, Optional.of("first"))));
        write(clients, all.subList(all.size() / 2, all.size()));
        awaitEnds(clients, 12);

        assertThat(shares(clients)).isEqualTo(before);
    }

    /** Restarts may take long where many tests run. */
    private static KafkaClients patient(KafkaClients clients) {
        return new KafkaClients(MatcherRuns.withConsumer(clients.settings(), Map.of("session.timeout.ms", "120000")));
    }

    void start(KafkaClients clients, int instances) {
        for (int i = 0; i < instances; i++) {
            running.add(started(clients));
        }
        await().atMost(PATIENCE).until(() -> running.stream().allMatch(MatcherService::ready));
    }

    void stop(int instances) {
        for (int i = 0; i < instances; i++) {
            running.remove(running.size() - 1).close();
        }
    }

    /** A quarter of the stream; returns when everything that need not wait for the rest came out. */
    void writePart(KafkaClients clients, int quarter) {
        int size = all.size() / 4;
        int end = quarter == 3 ? all.size() : (quarter + 1) * size;
        write(clients, all.subList(quarter * size, end));
        int due =
                sites.stream().mapToInt(site -> due(site, all.subList(0, end))).sum();
        TopicReader.read(clients, Topics.TRACKS, due, PATIENCE);
    }

    /** Frames of a site that both of its cameras have passed. */
    private static int due(String site, List<Observation> written) {
        Map<String, Long> passed = new TreeMap<>(Map.of(site + "-north", -1L, site + "-south", -1L));
        written.forEach(o -> passed.computeIfPresent(o.getCameraId(), (camera, before) -> o.getCaptureTimeUs()));
        long all = passed.values().stream().mapToLong(Long::longValue).min().orElse(-1);
        return (int) written.stream()
                .filter(o -> o.getSiteId().equals(site) && o.getCaptureTimeUs() < all)
                .count();
    }

    /** What each named instance works on, once two looks agree. */
    private static Map<String, String> settledShares(KafkaClients clients) {
        Map<String, String> last = new TreeMap<>();
        await().atMost(PATIENCE).until(() -> {
            Map<String, String> now = shares(clients);
            boolean settled = now.equals(last) && now.size() == 2 && !now.containsValue("[]");
            last.clear();
            last.putAll(now);
            return settled;
        });
        return last;
    }

    private static Map<String, String> shares(KafkaClients clients) throws ExecutionException, InterruptedException {
        try (Admin admin = clients.admin()) {
            String group = clients.scoped("matcher");
            ConsumerGroupDescription description = admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .values()
                    .iterator()
                    .next();
            Map<String, String> shares = new TreeMap<>();
            description
                    .members()
                    .forEach(member -> shares.put(
                            member.groupInstanceId().orElse("unnamed"),
                            member.assignment().topicPartitions().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .toList()
                                    .toString()));
            return shares;
        }
    }

    KafkaClients installation(String name) {
        Camera[] cameras = sites.stream()
                .flatMap(site -> Stream.of("-north", "-south")
                        .map(end -> Street.camera(site + end, site + end + ".mp4").toBuilder()
                                .setSiteId(site)
                                .build()))
                .toArray(Camera[]::new);
        return MatcherRuns.installation(KAFKA, name, PARTITIONS, cameras);
    }

    private static Stream<Observation> observations(String site) {
        Street street = new Street(site.hashCode(), 3, 0.5);
        return Stream.concat(street.walk(site + "-north", 0).stream(), street.walk(site + "-south", 6).stream())
                .map(o -> o.toBuilder().setSiteId(site).build());
    }
}
