package dev.sightline.store.search.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.peer.PeerClient;
import dev.sightline.platform.peer.SharedKey;
import dev.sightline.platform.retry.Sleeper;
import dev.sightline.store.account.Scope;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.ClusterIndexPart;
import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.Removed;
import dev.sightline.store.erasure.Subject;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.search.CropDescribers;
import dev.sightline.store.search.IndexShards;
import dev.sightline.store.search.PeopleSearch;
import dev.sightline.store.search.Probe;
import dev.sightline.store.search.SearchAnswer;
import dev.sightline.store.search.SearchFilter;
import dev.sightline.store.search.SearchIndexService;
import dev.sightline.store.search.Shard;
import dev.sightline.store.search.SightingSearch;
import dev.sightline.store.search.Unanswered;
import dev.sightline.store.search.Unanswered.Reason;
import dev.sightline.store.sighting.SightingChanges;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.testing.H2Databases;
import dev.sightline.store.testing.Messages;
import dev.sightline.testkit.KafkaBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several instances on one Kafka: a search of any finds who is in the index of any, in bounded time, says who did not answer, and
 * finds everybody again once the others have taken over.
 */
class SearchClusterIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private static final int PARTITIONS = 4;
    private static final int PEOPLE = 40;
    private static final SharedKey KEY = SharedKey.of("search.key", "k".repeat(32));
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final CropReference CROP = new CropReference("crop:1", new byte[32], 200L);

    @TempDir
    private Path folder;

    private final List<Instance> instances = new ArrayList<>();
    private Database database;
    private KafkaClients kafka;

    @BeforeEach
    void open() {
        KAFKA.createTopics(PARTITIONS);
        kafka = new KafkaClients(new KafkaSettings(
                KAFKA.bootstrapServers(),
                KAFKA.clients().settings().topicPrefix(),
                Map.of(),
                Map.of(),
                Map.of("session.timeout.ms", "3000", "heartbeat.interval.ms", "500"),
                Map.of(),
                Map.of()));
        database = H2Databases.inMemory().open();
        IntStream.range(0, PEOPLE).forEach(this::record);
    }

    @AfterEach
    void close() {
        instances.forEach(Instance::close);
        database.close();
    }

    /** One process. */
    private final class Instance implements AutoCloseable {
        private final IndexShards shards;
        private final SearchInstance member;
        private final SearchIndexService follower;
        private boolean closed;

        Instance(String name, SharedKey key) {
            shards = new IndexShards(folder.resolve(name));
            member = new SearchInstance(
                    kafka,
                    shards,
                    new InstancePolicy(key, "127.0.0.1", 0, Optional.empty(), PATIENCE),
                    Clock.systemUTC());
            follower = new SearchIndexService(shards, database, CropDescribers.NONE);
            member.start();
            follower.start();
        }

        Set<Integer> partitions() {
            return shards.held().stream().map(Shard::partition).collect(Collectors.toSet());
        }

        boolean isWhole() {
            return member.ready() && shards.building(shards.held()).isEmpty();
        }

        /** Ends as a killed process does: without a word to the others. */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                follower.close();
                member.close();
                shards.close();
            }
        }
    }

    private Instance start(String name) {
        Instance started = new Instance(name, KEY);
        instances.add(started);
        return started;
    }

    /** Until each holds something, all is held, and all of that is up to date and known to everybody. */
    private void settle(Instance... all) {
        patiently().until(() -> {
            Set<Integer> held = new TreeSet<>();
            boolean whole = true;
            int count = 0;
            for (Instance one : all) {
                held.addAll(one.partitions());
                count += one.partitions().size();
                whole &= one.isWhole()
                        && !one.partitions().isEmpty()
                        && one.member.holders().byAddress().size() == all.length
                        && one.member.holders().addresses().size() == PARTITIONS;
            }
            return whole && held.size() == PARTITIONS && count == PARTITIONS;
        });
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(90));
    }

    @Test
    void shouldFindFromAnyInstanceWhoIsInTheIndexOfAnyOther() {
        Instance first = start("a");
        Instance second = start("b");
        Instance third = start("c");
        settle(first, second, third);

        for (Instance one : List.of(first, second, third)) {
            for (int person = 0; person < PEOPLE; person++) {
                SearchAnswer answer = ask(one.member.search(), person);
                assertThat(answer.people().get(0).identityId()).isEqualTo(id(person));
                assertThat(answer.sightings()).isEqualTo(PEOPLE);
                assertThat(answer.compared()).isEqualTo(PEOPLE);
                assertThat(answer.unanswered()).isEmpty();
            }
        }
    }

    @Test
    void shouldKeepToFiltersOnEveryInstance() {
        Instance first = start("a");
        settle(first, start("b"));
        SightingSearch search = first.member.search();
        SearchFilter hall = SearchFilter.in(Scope.of(Set.of("hall"), Set.of()));
        SearchFilter two =
                SearchFilter.ALL.of(new SearchFilter.People(Optional.of(Set.of(id(3), id(4))), Set.of(), Set.of()));
        SearchFilter nobody = SearchFilter.ALL.of(new SearchFilter.People(Optional.of(Set.of()), Set.of(), Set.of()));

        assertThat(search.find(hall, List.of(probe(3)), 100).sightings())
                .hasSize(PEOPLE / 2)
                .allMatch(like -> like.siteId().equals("hall"));
        assertThat(search.find(two, List.of(probe(3)), 100).sightings()).hasSize(2);
        assertThat(search.find(nobody, List.of(probe(3)), 100).sightings()).isEmpty();
        assertThat(search.along(SearchFilter.ALL, probe(3), 10, 4_096).sample()).hasSize(PEOPLE);
    }

    @Test
    void shouldSayWhoDoesNotAnswerAndFindEverybodyAgainOnceAnotherTookOver() {
        Instance first = start("a");
        Instance second = start("b");
        settle(first, second);
        Set<Integer> lost = second.partitions();
        int there = personIn(lost);
        String address = Objects.requireNonNull(
                second.member.holders().addresses().get(lost.iterator().next()));

        second.close();
        long begin = System.nanoTime();
        SearchAnswer part = ask(first.member.search(), there);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE.multipliedBy(2));
        assertThat(part.unanswered()).containsExactly(new Unanswered(address, List.copyOf(lost), Reason.SILENT));
        assertThat(part.people()).noneMatch(person -> person.identityId().equals(id(there)));
        assertThat(part.sightings()).isLessThan(PEOPLE);
        settle(first);
        SearchAnswer whole = ask(first.member.search(), there);
        assertThat(whole.people().get(0).identityId()).isEqualTo(id(there));
        assertThat(whole.sightings()).isEqualTo(PEOPLE);
        assertThat(whole.unanswered()).isEmpty();
    }

    @Test
    void shouldAnswerACommandWithTheKeyAndRefuseOneWithout() {
        Instance first = start("a");
        settle(first, start("b"));

        SearchAnswer answer = ask(command(KEY), 5);
        SearchAnswer refused = ask(command(SharedKey.of("search.key", "x".repeat(32))), 5);

        assertThat(answer.people().get(0).identityId()).isEqualTo(id(5));
        assertThat(answer.unanswered()).isEmpty();
        assertThat(refused.people()).isEmpty();
        assertThat(refused.sightings()).isZero();
        assertThat(refused.unanswered()).hasSize(2).allMatch(one -> one.why() == Reason.REFUSED);
    }

    @Test
    void shouldSayThatNobodyHoldsAnythingWhereNoInstanceRuns() {
        SearchAnswer answer = ask(command(KEY), 5);

        assertThat(answer.people()).isEmpty();
        assertThat(answer.unanswered()).containsExactly(new Unanswered("", List.of(0, 1, 2, 3), Reason.NOBODY));
    }

    @Test
    void shouldLetEveryInstanceForgetAnErasedPersonAtOnce() {
        Instance first = start("a");
        Instance second = start("b");
        settle(first, second);
        int there = personIn(second.partitions());
        Subject subject = new Subject(
                new ErasureRequest(
                        "e1", ErasureRequest.site(id(there)), id(there), "ada", "asked", false, Instant.EPOCH),
                Set.of(id(there)),
                Set.of("t" + there),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of());
        delete(there);

        ClusterIndexPart part = new ClusterIndexPart(first.member.search());
        Removed removed = part.erase(subject);

        assertThat(removed.count()).isPositive();
        assertThat(removed.waits()).isEmpty();
        assertThat(part.remaining(subject)).isZero();
        assertThat(second.shards.remaining(Set.of(id(there)), Set.of())).isZero();
        second.close();
        assertThat(part.erase(subject).waits()).contains("not every instance", "partitions");
    }

    private void delete(int person) {
        database.execute(em -> {
            em.createNativeQuery("delete from exemplar where sighting_id = 't" + person + "'")
                    .executeUpdate();
            em.createNativeQuery("delete from sighting where sighting_id = 't" + person + "'")
                    .executeUpdate();
            SightingChanges.noteDeletion(em);
        });
    }

    private ClusterSearch command(SharedKey key) {
        return new ClusterSearch(
                () -> {
                    try (GroupHolders group = new GroupHolders(kafka)) {
                        return group.settled(Sleeper.uninterrupted());
                    }
                },
                Optional.empty(),
                new PeerClient(key, Clock.systemUTC(), PATIENCE),
                PATIENCE);
    }

    private static SearchAnswer ask(SightingSearch search, int person) {
        return new PeopleSearch(search, model -> List.of(calibration()))
                .search(SearchFilter.ALL, List.of(probe(person)));
    }

    private static int personIn(Set<Integer> partitions) {
        return IntStream.range(0, PEOPLE)
                .filter(person -> partitions.stream().anyMatch(p -> new Shard(p, PARTITIONS).holds(id(person))))
                .findFirst()
                .orElseThrow();
    }

    private static String site(int person) {
        return person % 2 == 0 ? "hall" : "yard";
    }

    private static String id(int person) {
        return site(person) + "/p" + person;
    }

    private void record(int person) {
        Sighting sighting = Messages.sighting("t" + person, id(person), 10L * person)
                .setSiteId(site(person))
                .build();
        database.execute(em -> {
            new IdentityWriter(em).ensure(Map.of(id(person), site(person)));
            new SightingWriter(em).apply(sighting, Map.of(0, CROP));
        });
    }

    private static Probe probe(int person) {
        Exemplar exemplar = Messages.exemplar(10L * person, Modality.MODALITY_PERSON, .5f);
        return Probe.ofCrop(Modality.MODALITY_PERSON, UnitVector.of(exemplar.getVector()));
    }

    /** Of one person: above .8; of two: below .4. */
    private static Calibration calibration() {
        double[] shares = {1, .5, .001};
        return new Calibration(
                Comparison.TRACKLET_EXEMPLAR,
                "made up",
                "00",
                9,
                new ScoreDistribution(1_000, new double[] {.8, .9, 1}, shares),
                new ScoreDistribution(1_000, new double[] {-.4, 0, .4}, shares));
    }
}
