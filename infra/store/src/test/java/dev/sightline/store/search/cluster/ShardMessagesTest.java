package dev.sightline.store.search.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.ShardAnswer;
import dev.sightline.contracts.v1.ShardSearch;
import dev.sightline.store.account.Scope;
import dev.sightline.store.search.Along;
import dev.sightline.store.search.Likes;
import dev.sightline.store.search.Probe;
import dev.sightline.store.search.SearchFilter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That nothing of a search or its answer is lost on the way to another instance. */
class ShardMessagesTest {
    private static final Modality BODY = Modality.MODALITY_PERSON;
    private static final Modality FACE = Modality.MODALITY_FACE;

    @Test
    void shouldCarryEveryFilterAndProbe() throws Exception {
        Wish wish = new Wish(
                SearchFilter.in(Scope.of(Set.of("hall"), Set.of("north", "south")))
                        .between(
                                Optional.of(Instant.parse("2026-03-01T12:00:00Z")),
                                Optional.of(Instant.parse("2026-03-02T12:00:00Z")))
                        .of(new SearchFilter.People(
                                Optional.of(Set.of("hall/p1")), Set.of("hall/p2"), Set.of("north/1/t1"))),
                List.of(Probe.ofCrop(BODY, vector("body@1")), Probe.ofMean(FACE, vector("face@1"))),
                400,
                0);

        assertThat(sent(wish)).isEqualTo(wish);
    }

    @Test
    void shouldNotTakeNobodyForEverybody() throws Exception {
        SearchFilter nobody = SearchFilter.ALL.of(new SearchFilter.People(Optional.of(Set.of()), Set.of(), Set.of()));
        Wish everybody = new Wish(SearchFilter.ALL, List.of(Probe.ofCrop(BODY, vector("body@1"))), 400, 4_096);

        assertThat(sent(new Wish(nobody, List.of(), 10, 0)).filter()).isEqualTo(nobody);
        assertThat(sent(everybody)).isEqualTo(everybody);
    }

    @Test
    void shouldCarryEverythingThatWasFound() throws Exception {
        Likes likes = new Likes(
                List.of(
                        new Likes.Like("t1", "hall/p1", "hall", Map.of(BODY, .75, FACE, .5)),
                        new Likes.Like("t2", "hall/p2", "hall", Map.of(BODY, -.25))),
                Map.of(BODY, 1_000L, FACE, 3L),
                400,
                Map.of(BODY, 7L, FACE, 0L),
                Map.of(BODY, .25));
        Found found = new Found(Set.of(1, 3), Set.of(3), new Along(likes, new double[] {.1, .2}));

        Found back = ShardMessages.found(
                ShardAnswer.parseFrom(ShardMessages.message(found).toByteArray()));

        assertThat(back.partitions()).isEqualTo(found.partitions());
        assertThat(back.building()).isEqualTo(found.building());
        assertThat(back.along().farthest()).isEqualTo(likes);
        assertThat(back.along().sample()).containsExactly(.1, .2);
    }

    @Test
    void shouldBeSmallOnTheNetwork() {
        List<Likes.Like> likes = IntStream.range(0, 800)
                .mapToObj(i -> new Likes.Like(
                        "entrance-north/1790000000000/t" + i,
                        "headquarters/p" + i,
                        "headquarters",
                        Map.of(BODY, i / 1e3, FACE, i / 1e3)))
                .toList();
        Likes all = new Likes(likes, Map.of(BODY, 1_000L), 400, Map.of(), Map.of());
        Wish wish = new Wish(
                SearchFilter.ALL,
                List.of(Probe.ofCrop(BODY, vector("body@1", 256)), Probe.ofCrop(FACE, vector("face@1", 512))),
                400,
                0);

        assertThat(ShardMessages.message(wish).getSerializedSize()).isBetween(3_000, 3_500);
        assertThat(ShardMessages.message(new Found(Set.of(1), Set.of(), new Along(all, new double[0])))
                        .getSerializedSize())
                .isLessThan(100_000);
    }

    private static UnitVector vector(String model, int dimension) {
        float[] raw = new float[dimension];
        Arrays.fill(raw, .5f);
        return UnitVector.normalize(model, raw, .5f);
    }

    private static Wish sent(Wish wish) throws Exception {
        return ShardMessages.wish(
                ShardSearch.parseFrom(ShardMessages.message(wish).toByteArray()));
    }

    private static UnitVector vector(String model) {
        return UnitVector.normalize(model, new float[] {.1f, -.7f, 3}, .25f);
    }
}
