package dev.sightline.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Sighting;
import dev.sightline.store.sighting.SightingChanges;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That shards together show what the database holds, whichever of them are here, on every database. */
abstract class IndexShardsContract extends FollowedDatabase {
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
                .map(FollowedDatabase::line)
                .toList();
    }
}
