package dev.sightline.store.search.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.search.Along;
import dev.sightline.store.search.Likes;
import dev.sightline.store.search.Likes.Like;
import dev.sightline.store.search.PeopleSearch;
import dev.sightline.store.search.Probe;
import dev.sightline.store.search.SearchAnswer;
import dev.sightline.store.search.SearchFilter;
import dev.sightline.store.search.Shard;
import dev.sightline.store.search.SightingSearch;
import dev.sightline.store.search.Unanswered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is found in several shards and put together, beside what one index of all of it finds: the exact one is the oracle. */
class GatheringTest {
    private static final Modality BODY = Modality.MODALITY_PERSON;
    private static final Modality FACE = Modality.MODALITY_FACE;
    private static final int DEPTH = 20;
    private static final int SHARDS = 5;

    @Test
    void shouldBeWhatOneIndexWouldHaveFound() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Like> all = sightings(seed, 400);

            Likes one = found(all);
            Likes many = gathered(all);

            assertThat(Set.copyOf(many.sightings())).as("seed %d", seed).isEqualTo(Set.copyOf(one.sightings()));
            assertThat(many.compared()).isEqualTo(one.compared());
            assertThat(many.otherModel()).isEqualTo(one.otherModel());
            assertThat(many.people()).isEqualTo(one.people());
            assertThat(many.cut()).isEqualTo(one.cut());
        }
    }

    @Test
    void shouldGiveTheSameProbabilitiesAndStrangers() {
        List<Like> all = sightings(7, 400);

        SearchAnswer one = answer(found(all));
        SearchAnswer many = answer(gathered(all));

        assertThat(one.people()).isNotEmpty();
        assertThat(many.people()).hasSameSizeAs(one.people());
        for (int i = 0; i < one.people().size(); i++) {
            SearchAnswer.PersonFound expected = one.people().get(i);
            assertThat(many.people().get(i).identityId()).isEqualTo(expected.identityId());
            assertThat(many.people().get(i).probability()).isCloseTo(expected.probability(), within(1e-12));
            assertThat(many.people().get(i).strangers()).isCloseTo(expected.strangers(), within(1e-12));
        }
        assertThat(many.nobody()).isCloseTo(one.nobody(), within(1e-12));
        assertThat(many.sightings()).isEqualTo(400);
    }

    @Test
    void shouldCutNothingOffWhereAllWasTaken() {
        Likes few = gathered(sightings(3, 15));

        assertThat(few.sightings()).hasSize(15);
        assertThat(few.cut()).isEmpty();
    }

    @Test
    void shouldCountOnlyWhoAnsweredAndSayWhoDidNot() {
        List<Like> all = sightings(5, 100);
        Unanswered silent = new Unanswered("b:1", List.of(3), Unanswered.Reason.SILENT);
        List<Along> parts = IntStream.range(0, SHARDS)
                .filter(shard -> shard != 3)
                .mapToObj(shard -> along(in(all, shard)))
                .toList();

        Likes likes = new Gathering(DEPTH).all(parts, List.of(silent)).farthest();

        assertThat(likes.compared().get(BODY)).isEqualTo(100 - in(all, 3).size());
        assertThat(likes.unanswered()).containsExactly(silent);
        assertThat(answer(likes).unanswered()).containsExactly(silent);
        assertThat(new Gathering(DEPTH)
                        .all(List.of(), List.of(silent))
                        .farthest()
                        .sightings())
                .isEmpty();
    }

    @Test
    void shouldSampleEachShardByItsShareOfAll() {
        Along large = new Along(counted(9_000), filled(900, .1)); // Every tenth.
        Along small = new Along(counted(100), filled(100, .9)); // All of them.

        double[] sample =
                new Gathering(DEPTH).all(List.of(large, small), List.of()).sample();

        assertThat(sample).hasSize(910);
        assertThat(Arrays.stream(sample).filter(cosine -> cosine == .9).count()).isEqualTo(10);
    }

    private static Likes counted(long compared) {
        return new Likes(List.of(), Map.of(BODY, compared), compared, Map.of(BODY, 0L), Map.of());
    }

    private static double[] filled(int count, double with) {
        double[] values = new double[count];
        Arrays.fill(values, with);
        return values;
    }

    /** Four sightings a person, every third with a face; some look like the one who is searched for. */
    private static List<Like> sightings(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Like> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean same = i % 40 < 4;
            Map<Modality, Double> cosines = new EnumMap<>(Modality.class);
            cosines.put(BODY, same ? random.nextDouble(.6, 1) : random.nextDouble(-.4, .5));
            if (i % 3 == 0) {
                cosines.put(FACE, same ? random.nextDouble(.6, 1) : random.nextDouble(-.4, .5));
            }
            all.add(new Like("t" + i, "hall/p" + i / 4, "hall", cosines));
        }
        return all;
    }

    private static List<Like> in(List<Like> all, int shard) {
        Shard wanted = new Shard(shard, SHARDS);
        return all.stream().filter(like -> wanted.holds(like.identityId())).toList();
    }

    private static Likes gathered(List<Like> all) {
        List<Along> parts = IntStream.range(0, SHARDS)
                .mapToObj(shard -> along(in(all, shard)))
                .toList();
        return new Gathering(DEPTH).all(parts, List.of()).farthest();
    }

    private static Along along(List<Like> all) {
        return new Along(found(all), new double[0]);
    }

    /** As an index finds it: of each modality the nearest, with their cosines in both. */
    private static Likes found(List<Like> all) {
        Map<Modality, Long> compared = new EnumMap<>(Modality.class);
        Map<Modality, Long> otherModel = new EnumMap<>(Modality.class);
        Map<Modality, Double> cut = new EnumMap<>(Modality.class);
        Set<Like> near = new HashSet<>();
        for (Modality modality : List.of(BODY, FACE)) {
            List<Like> sorted = all.stream()
                    .filter(like -> like.cosines().containsKey(modality))
                    .sorted(Comparator.comparingDouble(like -> -like.cosines().getOrDefault(modality, -1.0)))
                    .toList();
            compared.put(modality, (long) sorted.size());
            otherModel.put(modality, 2L * sorted.size());
            List<Like> first = sorted.stream().limit(DEPTH).toList();
            near.addAll(first);
            if (first.size() < sorted.size()) {
                cut.put(modality, first.get(first.size() - 1).cosines().getOrDefault(modality, -1.0));
            }
        }
        long people = all.stream().map(Like::identityId).distinct().count();
        return new Likes(List.copyOf(near), compared, people, otherModel, cut);
    }

    private static SearchAnswer answer(Likes likes) {
        SightingSearch fixed = new SightingSearch() {
            @Override
            public Likes find(SearchFilter filter, List<Probe> probes, int depth) {
                return likes;
            }

            @Override
            public Along along(SearchFilter filter, Probe probe, int depth, int sample) {
                return new Along(likes, new double[0]);
            }
        };
        List<Probe> probes = Stream.of(BODY, FACE)
                .map(modality -> Probe.ofCrop(modality, UnitVector.normalize("net@1", new float[] {1, 2}, .5f)))
                .toList();
        return new PeopleSearch(fixed, model -> List.of(calibration())).search(SearchFilter.ALL, probes);
    }

    /** Of one person: above .6; of two: below .5. */
    private static Calibration calibration() {
        double[] shares = {1, .5, .001};
        return new Calibration(
                Comparison.TRACKLET_EXEMPLAR,
                "made up",
                "00",
                9,
                new ScoreDistribution(1_000, new double[] {.6, .9, 1}, shares),
                new ScoreDistribution(1_000, new double[] {-.4, 0, .5}, shares));
    }
}
