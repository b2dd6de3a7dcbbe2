package dev.sightline.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.IndexPart;
import dev.sightline.store.erasure.Removed;
import dev.sightline.store.erasure.Subject;
import dev.sightline.store.identity.IdentityGroups;
import dev.sightline.store.identity.IdentityNames;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.search.Likes.Like;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.NearestIdentities;
import dev.sightline.store.sighting.SightingChanges;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.testing.Messages;
import dev.sightline.store.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the index shows what the database holds, whatever happened in between, on every database. */
abstract class IndexFollowerContract {
    private static final CropReference CROP = new CropReference("crop:1", new byte[32], 200L);

    @TempDir
    private Path folder;

    private Database database;
    private SearchIndex index;

    abstract TestDatabase databases();

    @BeforeEach
    void open() {
        database = databases().open();
        index = SearchIndex.open(folder);
    }

    @AfterEach
    void close() {
        index.close();
        database.close();
    }

    @Test
    void shouldFollowSightingsAsTheyComeMoveAndGo() {
        write(sighting("t1", 1, 10), sighting("t2", 2, 20));
        follow(CropDescribers.NONE);
        assertThat(found(10)).containsExactlyInAnyOrder("t1 of " + id(1), "t2 of " + id(2));

        write(sighting("t1", 1, 10).toBuilder()
                .setWithdrawn(true)
                .setRevision(2)
                .build());
        write(sighting("t1", 2, 10).toBuilder().setRevision(2).build(), sighting("t3", 3, 30));
        follow(CropDescribers.NONE);

        assertThat(found(10)).containsExactlyInAnyOrder("t1 of " + id(2), "t2 of " + id(2), "t3 of " + id(3));
    }

    @Test
    void shouldCatchUpFromWhatWasCommittedWhenTheProcessDied() {
        write(sighting("t1", 1, 10));
        follow(CropDescribers.NONE);
        write(sighting("t2", 2, 20));
        new IndexFollower(index, database, CropDescribers.NONE).follow();
        index.refresh();
        assertThat(found(10)).hasSize(2);

        index.close(); // Without a commit: as a kill leaves it.
        index = SearchIndex.open(folder);

        assertThat(found(10)).containsExactly("t1 of " + id(1));
        follow(CropDescribers.NONE);
        assertThat(found(10)).hasSize(2);
    }

    @Test
    void shouldReadEverythingAgainWhenTheIndexIsOfAnotherVersion() throws IOException {
        write(sighting("t1", 1, 10), sighting("t2", 2, 20));
        follow(CropDescribers.NONE);
        Map<String, String> committed = new HashMap<>();
        index.state().toCommit().forEach(one -> committed.put(one.getKey(), one.getValue()));
        committed.put("layout", "1");
        index.close();
        try (FSDirectory directory = FSDirectory.open(folder);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.setLiveCommitData(committed.entrySet());
            writer.commit();
        }

        index = SearchIndex.open(folder);

        assertThat(found(10)).isEmpty();
        follow(CropDescribers.NONE);
        assertThat(found(10)).containsExactlyInAnyOrder("t1 of " + id(1), "t2 of " + id(2));
    }

    @Test
    void shouldTakeManyInPages() {
        write(IntStream.range(0, 450)
                .mapToObj(i -> sighting("t" + i, i, 10 + i))
                .toArray(Sighting[]::new));

        follow(CropDescribers.NONE);

        assertThat(index.documents()).isEqualTo(450);
    }

    @Test
    void shouldForgetWhatWasDeletedByAnotherProcess() {
        write(sighting("t1", 1, 10), sighting("t2", 2, 20));
        follow(CropDescribers.NONE);

        database.execute(em -> {
            em.createNativeQuery("delete from exemplar where sighting_id = 't1'")
                    .executeUpdate();
            em.createNativeQuery("delete from sighting where sighting_id = 't1'")
                    .executeUpdate();
            SightingChanges.noteDeletion(em);
        });
        follow(CropDescribers.NONE);

        assertThat(found(10)).containsExactly("t2 of " + id(2));
        assertThat(index.remaining(id(1))).isZero();
    }

    @Test
    void shouldLetGoOfAnErasedPersonAtOnce() {
        write(sighting("t1", 1, 10), sighting("t2", 2, 20));
        follow(CropDescribers.NONE);
        ErasureRequest request = new ErasureRequest(
                "e1", ErasureRequest.site(id(1)), id(1), "ada", "asked for it", false, Instant.EPOCH);
        Subject subject = new Subject(request, Set.of(id(1)), Set.of("t1"), Set.of(), Set.of(), Set.of(), Set.of());
        IndexPart ofAnotherProcess = new IndexPart(folder, Optional.empty());

        Removed waits = ofAnotherProcess.erase(subject);
        Removed gone = new IndexPart(folder, Optional.of(index)).erase(subject);

        assertThat(waits.waits()).isNotEmpty();
        assertThat(gone.waits()).isEmpty();
        assertThat(gone.count()).isPositive();
        assertThat(ofAnotherProcess.remaining(subject)).isZero();
        assertThat(found(10)).containsExactly("t2 of " + id(2));
    }

    @Test
    void shouldBeginAgainForAnotherDatabase() {
        write(sighting("t1", 1, 10));
        follow(CropDescribers.NONE);

        database.close();
        database = databases().open();
        write(sighting("t2", 2, 20));
        follow(CropDescribers.NONE);

        assertThat(found(20)).containsExactly("t2 of " + id(2));
    }

    @Test
    void shouldKeepEachPersonInOneShardAndFollowThemFromOneToTheOther() {
        int zero = personIn(0);
        int one = personIn(1);
        write(sighting("t1", zero, 10), sighting("t2", one, 20), sighting("t3", one, 30));
        try (IndexShards shards = new IndexShards(folder.resolve("shards"))) {
            shards.hold(Set.of(new Shard(0, 2), new Shard(1, 2)));
            follow(shards);
            assertThat(in(shards, 0)).containsExactly("t1 of " + id(zero));
            assertThat(in(shards, 1)).containsExactlyInAnyOrder("t2 of " + id(one), "t3 of " + id(one));
            assertThat(in(shards, 0, 1)).hasSize(3);
            assertThat(shards.building(shards.held())).isEmpty();

            write(sighting("t2", one, 20).toBuilder()
                    .setWithdrawn(true)
                    .setRevision(2)
                    .build());
            write(sighting("t2", zero, 20).toBuilder().setRevision(2).build());
            follow(shards);

            assertThat(in(shards, 0)).containsExactlyInAnyOrder("t1 of " + id(zero), "t2 of " + id(zero));
            assertThat(in(shards, 1)).containsExactly("t3 of " + id(one));
        }
    }

    @Test
    void shouldBuildAShardThatComesWhileTheOthersGoOnAndLeaveNothingOfOneThatGoes() {
        write(IntStream.range(0, 450)
                .mapToObj(i -> sighting("t" + i, i, 10 + i))
                .toArray(Sighting[]::new));
        Path home = folder.resolve("shards");
        try (IndexShards shards = new IndexShards(home)) {
            shards.hold(Set.of(new Shard(0, 2)));
            follow(shards);
            long first = shards.documents();
            assertThat(first).isBetween(100L, 350L);

            shards.hold(Set.of(new Shard(0, 2), new Shard(1, 2)));
            IndexFollower follower = new IndexFollower(shards::settle, database, CropDescribers.NONE);
            follower.begin();
            write(sighting("late", personIn(0), 900));
            follower.follow();
            assertThat(shards.building(shards.held())).containsExactly(new Shard(1, 2));
            shards.settle().forEach(SearchIndex::refresh);
            assertThat(shards.documents())
                    .as("the one that is up to date got what is new")
                    .isGreaterThan(first);
            follow(shards);
            assertThat(shards.documents()).isEqualTo(451);

            shards.hold(Set.of(new Shard(1, 2)));
            follow(shards);
            assertThat(home.resolve("shard-0-of-2")).doesNotExist();
        }
        try (IndexShards again = new IndexShards(home)) {
            assertThat(again.settle()).as("until it is known what to hold").isEmpty();
            assertThat(home.resolve("shard-1-of-2")).isDirectory();
            again.hold(Set.of(new Shard(1, 2)));
            again.settle();
            assertThat(again.documents()).as("as it was committed").isEqualTo(450 - firstHalf());
        }
        IndexShards.deleteAll(home);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void shouldForgetInShardsWhatWasDeletedAndWhoIsErased() {
        int zero = personIn(0);
        int one = personIn(1);
        write(sighting("t1", zero, 10), sighting("t2", one, 20), sighting("t3", one, 30));
        try (IndexShards shards = new IndexShards(folder.resolve("shards"))) {
            shards.hold(Set.of(new Shard(0, 2), new Shard(1, 2)));
            follow(shards);

            database.execute(em -> {
                em.createNativeQuery("delete from exemplar where sighting_id = 't2'")
                        .executeUpdate();
                em.createNativeQuery("delete from sighting where sighting_id = 't2'")
                        .executeUpdate();
                SightingChanges.noteDeletion(em);
            });
            follow(shards);
            assertThat(in(shards, 0, 1)).containsExactlyInAnyOrder("t1 of " + id(zero), "t3 of " + id(one));

            shards.forget(Set.of(id(zero)), Set.of("t1"));
            assertThat(in(shards, 0, 1)).containsExactly("t3 of " + id(one));
            assertThat(shards.remaining(Set.of(id(zero)), Set.of("t1"))).isZero();
            assertThat(shards.remaining(Set.of(id(one)), Set.of())).isPositive();
        }
    }

    @Test
    void shouldDescribeCropsOnceMoreAfterAChangeOfModel() {
        write(sighting("t1", 1, 10), sighting("t2", 2, 20));
        follow(CropDescribers.NONE);
        CropDescribers next = new NextModel();

        IndexFollower follower = new IndexFollower(index, database, next);
        assertThat(follower.describeOnce()).isTrue();
        assertThat(follower.describeOnce()).as("nothing is left to do").isFalse();

        Likes byNext =
                index.find(SearchFilter.ALL, List.of(Probe.ofCrop(Modality.MODALITY_PERSON, NextModel.VECTOR)), 10);
        assertThat(byNext.sightings()).hasSize(2);
        Likes byBefore = index.find(SearchFilter.ALL, List.of(probe(10)), 10);
        assertThat(byBefore.sightings()).isEmpty();
        assertThat(byBefore.otherModel()).containsEntry(Modality.MODALITY_PERSON, 2L);
    }

    @Test
    void shouldKeepWhatCannotBeDescribedOnceMore() {
        write(sighting("t1", 1, 10));
        follow(CropDescribers.NONE);

        IndexFollower follower = new IndexFollower(index, database, new NoCrops());
        assertThat(follower.describeOnce()).isTrue();
        assertThat(follower.describeOnce()).as("it is not tried for ever").isFalse();

        assertThat(found(10)).containsExactly("t1 of " + id(1));
    }

    @Test
    void shouldFollowByItselfWhileItRuns() {
        SearchIndexService service = new SearchIndexService(index, database, CropDescribers.NONE);
        assertThat(service.degraded()).isPresent();

        service.start();
        try {
            write(sighting("t1", 1, 10));
            await().until(() -> !found(10).isEmpty());
            await().until(() -> service.degraded().isEmpty());
            assertThat(service.live()).isTrue();
        } finally {
            service.close();
        }

        try (IndexFiles committed = IndexFiles.open(folder)) {
            assertThat(committed.documents()).isEqualTo(1);
            assertThat(committed.find(SearchFilter.ALL, List.of(probe(10)), 10).sightings())
                    .hasSize(1);
        }
    }

    @Test
    void shouldSayWhoItMayBeByWhatWasRecorded() {
        write(sighting("t1", 1, 10), sighting("t2", 2, 20));
        follow(CropDescribers.NONE);
        List<ExemplarView> recorded =
                new SightingRepository(database).ofIdentity(id(1)).get(0).exemplars();

        List<Probe> probes = StoredProbes.of(recorded, CropDescribers.NONE);
        SearchAnswer answer = new PeopleSearch(index, model -> List.of(calibration())).search(SearchFilter.ALL, probes);
        SearchAnswer uncalibrated = new PeopleSearch(index, model -> List.of()).search(SearchFilter.ALL, probes);

        assertThat(answer.people().get(0).identityId()).isEqualTo(id(1));
        assertThat(answer.people().get(0).probability()).isGreaterThan(.5);
        assertThat(uncalibrated.people()).isEmpty();
        assertThat(uncalibrated.uncalibrated())
                .containsExactly(probe(10).vector().modelId());
        assertThat(new NearestIdentities(database).to(probe(10).vector(), Modality.MODALITY_PERSON, 1))
                .singleElement()
                .satisfies(near -> assertThat(near.identityId()).isEqualTo(id(1)))
                .satisfies(near -> assertThat(near.squaredDistance()).isLessThan(1e-5));
    }

    @Test
    void shouldTellWhoIsNamedAndWhoWasTakenForSomebodyWanted() {
        write(sighting("t1", 1, 10), sighting("t2", 2, 20));
        new IdentityNames(database).set(id(1), Optional.of("Ada"), "bob", Instant.EPOCH);
        String hit = new String(Messages.alert("a1", "2026-03-01T12:00:00Z"), StandardCharsets.UTF_8)
                .replace("\"dwell\"", "\"dev.sightline.alert.watchlist-hit.v1\"")
                .replace("shop/p1", id(2));
        database.execute(em -> new AlertWriter(em, Instant.EPOCH)
                .insert("watchlist", AlertDocument.parse(hit.getBytes(StandardCharsets.UTF_8), Instant.EPOCH)));

        IdentityGroups groups = new IdentityGroups(database);

        assertThat(groups.named()).containsExactly(id(1));
        assertThat(groups.onWatchlist()).containsExactly(id(2));
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

    private void write(Sighting... sightings) {
        database.execute(em -> {
            IdentityWriter people = new IdentityWriter(em);
            SightingWriter writer = new SightingWriter(em);
            for (Sighting sighting : sightings) {
                people.ensure(Map.of(sighting.getIdentityId(), Messages.SITE));
                writer.apply(sighting, Map.of(0, CROP));
            }
        });
    }

    private static String id(int person) {
        return Messages.SITE + "/p" + person;
    }

    private static int personIn(int partition) {
        return IntStream.range(0, 100)
                .filter(person -> new Shard(partition, 2).holds(id(person)))
                .findFirst()
                .orElseThrow();
    }

    private static long firstHalf() {
        return IntStream.range(0, 450)
                .filter(person -> new Shard(0, 2).holds(id(person)))
                .count();
    }

    private void follow(IndexShards shards) {
        new SearchIndexService(shards, database, CropDescribers.NONE).catchUp();
    }

    private static List<String> in(IndexShards shards, int... partitions) {
        Set<Shard> wanted = IntStream.of(partitions)
                .mapToObj(partition -> new Shard(partition, 2))
                .collect(Collectors.toSet());
        return shards.over(wanted).find(SearchFilter.ALL, List.of(probe(10)), 1_000).sightings().stream()
                .map(IndexFollowerContract::line)
                .toList();
    }

    private void follow(CropDescribers describers) {
        new SearchIndexService(index, database, describers).catchUp();
    }

    private List<String> found(int seed) {
        return index.find(SearchFilter.ALL, List.of(probe(seed)), 1_000).sightings().stream()
                .map(IndexFollowerContract::line)
                .toList();
    }

    private static String line(Like like) {
        return like.sightingId() + " of " + like.identityId();
    }

    private static Probe probe(int seed) {
        Exemplar exemplar = Messages.exemplar(seed, Modality.MODALITY_PERSON, .5f);
        return Probe.ofCrop(Modality.MODALITY_PERSON, UnitVector.of(exemplar.getVector()));
    }

    private static Sighting sighting(String tracklet, int person, int start) {
        return Messages.sighting(tracklet, id(person), start).build();
    }

    private static final class NextModel implements CropDescribers {
        static final UnitVector VECTOR = UnitVector.normalize("net@2", new float[] {1, 2, 3}, .5f);

        @Override
        public Optional<String> serving(Modality modality) {
            return modality == Modality.MODALITY_PERSON ? Optional.of("net@2") : Optional.empty();
        }

        @Override
        public List<Optional<UnitVector>> describe(Modality modality, List<Crop> crops) {
            return crops.stream().map(crop -> Optional.of(VECTOR)).toList();
        }
    }

    private static final class NoCrops implements CropDescribers {
        @Override
        public Optional<String> serving(Modality modality) {
            return Optional.of("net@2");
        }

        @Override
        public List<Optional<UnitVector>> describe(Modality modality, List<Crop> crops) {
            return crops.stream().map(crop -> Optional.<UnitVector>empty()).toList();
        }
    }
}
