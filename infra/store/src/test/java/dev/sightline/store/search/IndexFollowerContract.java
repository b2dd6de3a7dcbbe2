package dev.sightline.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.IndexPart;
import dev.sightline.store.erasure.Removed;
import dev.sightline.store.erasure.Subject;
import dev.sightline.store.identity.IdentityGroups;
import dev.sightline.store.identity.IdentityNames;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.NearestIdentities;
import dev.sightline.store.sighting.SightingChanges;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.testing.Messages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the index shows what the database holds, whatever happened in between, on every database. */
abstract class IndexFollowerContract extends FollowedDatabase {
    private SearchIndex index;

    @BeforeEach
    void open() {
        index = SearchIndex.open(folder);
    }

    @AfterEach
    void close() {
        index.close();
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

    private void follow(CropDescribers describers) {
        new SearchIndexService(index, database, describers).catchUp();
    }

    private List<String> found(int seed) {
        return index.find(SearchFilter.ALL, List.of(probe(seed)), 1_000).sightings().stream()
                .map(FollowedDatabase::line)
                .toList();
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
