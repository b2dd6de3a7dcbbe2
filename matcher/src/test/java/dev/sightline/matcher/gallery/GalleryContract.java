package dev.sightline.matcher.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.descriptor.IncomparableDescriptors;
import dev.sightline.contracts.descriptor.UnitVector;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every gallery index keeps, run on each of them. */
abstract class GalleryContract {
    /** The index under test, for vectors like {@code example}. */
    abstract Gallery gallery(UnitVector example);

    @Test
    void shouldAgreeWithTheOracleForAnyDimension() {
        for (int dimension : new int[] {1, 3, 7, 16, 33, 64, 250, 512}) {
            People people = new People(dimension, dimension);
            Gallery gallery = people.fill(gallery(people.vector()), 150);
            UnitVector probe = people.vector();
            for (int group = Gallery.NO_GROUP; group < People.CAMERAS + 1; group++) {
                Neighbors found = gallery.nearest(Search.of(probe, group, 150));
                people.requireEqual(found, probe, group);
            }
        }
    }

    @Test
    void shouldFindTheNearestOfBothKindsAmongThoseAllowed() {
        People people = new People(11, 48);
        Gallery gallery = people.fill(gallery(people.vector()), 400);
        for (int i = 0; i < 40; i++) {
            UnitVector probe = people.vector();
            int group = i % People.CAMERAS;
            int odd = i % 2;
            Predicate<String> allowed = id -> Integer.parseInt(id.substring(1)) % 2 == odd;
            List<Match> all =
                    gallery.nearest(new Search(probe, group, 1_000, allowed)).matches();

            List<Match> few =
                    gallery.nearest(new Search(probe, group, 7, allowed)).matches();

            Set<Match> expected = new HashSet<>(first(all, 7, Match::across));
            expected.addAll(first(all, 7, Match::within));
            assertThat(all).allMatch(m -> allowed.test(m.identityId()));
            assertThat(few).isSortedAccordingTo(Match.NEAREST_FIRST).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void shouldAnswerABatchAsOneByOne() {
        People people = new People(12, 96);
        Gallery gallery = people.fill(gallery(people.vector()), 200);
        List<Search> searches = IntStream.range(0, 71)
                .mapToObj(i -> Search.of(people.vector(), i % People.CAMERAS, 1 + i % 9))
                .toList();

        assertThat(gallery.nearest(searches))
                .isEqualTo(searches.stream().map(gallery::nearest).toList());
        assertThat(gallery.nearest(List.of())).isEmpty();
    }

    /** Whatever comes, changes and goes between foreseeing and asking. */
    @Test
    void shouldFindTheSameWhatWasForeseenAndWhatWasNot() {
        People people = new People(14, 40);
        Gallery foreseeing = people.fill(gallery(people.vector()), 120);
        Gallery plain = gallery(people.vector());
        people.known().forEach(plain::put);
        Random random = new Random(14);
        for (int round = 0; round < 60; round++) {
            List<Search> searches = IntStream.range(0, 6)
                    .mapToObj(i -> Search.of(people.vector(), random.nextInt(People.CAMERAS + 1) - 1, 1 + i * 6))
                    .toList();
            foreseeing.foresee(searches);
            assertThat(searches).allMatch(foreseeing::hasForeseen);
            for (Search search : searches) {
                for (int changes = random.nextInt(4); changes > 0; changes--) {
                    String id = "p" + random.nextInt(140);
                    List<Row> rows = random.nextInt(8) == 0 ? List.of() : people.rows(1 + random.nextInt(6));
                    foreseeing.put(id, rows);
                    plain.put(id, rows);
                }
                int out = random.nextInt(12);
                Search asked = new Search(
                        search.probe(),
                        search.group(),
                        Math.max(1, search.limit() / (1 + random.nextInt(3))),
                        id -> out == 0 || !id.endsWith("" + out));
                assertThat(foreseeing.nearest(asked)).isEqualTo(plain.nearest(asked));
            }
        }
    }

    /** Among vectors that are hard to round, with many ties: what is found is what measuring everybody by himself finds. */
    @Test
    void shouldFindTheNearestOfHardVectorsToTheLastBit() {
        for (int dimension : new int[] {1, 2, 40, 256}) {
            Random random = new Random(dimension);
            Gallery gallery = gallery(HardVectors.vector(random, dimension));
            List<String> ids = IntStream.range(0, 500).mapToObj(i -> "p" + i).toList();
            for (String id : ids) {
                gallery.put(
                        id,
                        IntStream.range(0, 1 + random.nextInt(12))
                                .mapToObj(i ->
                                        new Row(HardVectors.vector(random, dimension), random.nextInt(People.CAMERAS)))
                                .toList());
            }
            List<Search> searches = IntStream.range(0, 43)
                    .mapToObj(i ->
                            Search.of(HardVectors.vector(random, dimension), i % (People.CAMERAS + 1) - 1, 1 + i % 24))
                    .toList();
            List<Neighbors> batch = gallery.nearest(searches);
            for (int i = 0; i < searches.size(); i++) {
                Search search = searches.get(i);
                List<Match> all = ids.stream()
                        .map(id -> gallery.distances(search.probe(), search.group(), id)
                                .orElseThrow())
                        .toList();
                Set<Match> expected = new HashSet<>(nearest(all, search.limit(), Match::across));
                expected.addAll(nearest(all, search.limit(), Match::within));

                assertThat(gallery.nearest(search)).isEqualTo(batch.get(i));
                assertThat(batch.get(i).matches())
                        .as(dimension + "-d, " + i)
                        .isSortedAccordingTo(Match.NEAREST_FIRST)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void shouldAnswerForOneIdentityAsForAll() {
        People people = new People(13, 130);
        Gallery gallery = people.fill(gallery(people.vector()), 90);
        UnitVector probe = people.vector();

        for (Match match : gallery.nearest(Search.of(probe, 2, 90)).matches()) {
            assertThat(gallery.distances(probe, 2, match.identityId())).contains(match);
        }
        assertThat(gallery.distances(probe, 2, "nobody")).isEmpty();
    }

    @Test
    void shouldGiveTheSameBitsEveryTime() {
        People people = new People(5, 512);
        Gallery gallery = people.fill(gallery(people.vector()), 20);
        Search search = Search.of(people.vector(), 1, 20);
        Neighbors first = gallery.nearest(search);
        for (int i = 0; i < 3_000; i++) { // long enough to be compiled in between
            assertThat(gallery.nearest(search).equals(first)).isTrue();
        }
    }

    @Test
    void shouldAnswerByWhatItHoldsWhateverCameBefore() {
        People people = new People(6, 40);
        Gallery moved = gallery(people.vector());
        Random random = new Random(6);
        for (int step = 0; step < 4_000; step++) { // grows, shrinks, leaves gaps, closes them
            String id = "p" + random.nextInt(step < 2_000 ? 300 : 60);
            List<Row> rows = random.nextInt(3) == 0 ? List.of() : people.rows(1 + random.nextInt(12));
            moved.put(id, rows);
            people.put(id, rows);
        }
        Gallery fresh = gallery(people.vector());
        people.known().forEach(fresh::put);

        assertThat(moved.size()).isEqualTo(people.known().size()).isEqualTo(fresh.size());
        assertThat(moved.rows()).isEqualTo(fresh.rows());
        for (int i = 0; i < 20; i++) {
            UnitVector probe = people.vector();
            Neighbors found = moved.nearest(Search.of(probe, i % People.CAMERAS, 300));
            assertThat(found).isEqualTo(fresh.nearest(Search.of(probe, i % People.CAMERAS, 300)));
            people.requireEqual(found, probe, i % People.CAMERAS);
        }
    }

    @Test
    void shouldOrderTiesById() {
        UnitVector same = new People(1, 8).vector();
        Gallery gallery = gallery(same);
        for (String id : List.of("b", "d", "c", "a", "e")) {
            gallery.put(id, List.of(new Row(same, 0)));
        }

        assertThat(gallery.nearest(Search.of(same, Gallery.NO_GROUP, 2)).matches())
                .extracting(Match::identityId)
                .containsExactly("a", "b");
    }

    @Test
    void shouldReplaceAndRemove() {
        People people = new People(2, 8);
        UnitVector old = people.vector();
        UnitVector next = people.vector();
        Gallery gallery = gallery(old);
        gallery.put("a", List.of(new Row(old, 0)));
        gallery.put("a", List.of(new Row(next, 0)));
        Search search = Search.of(next, Gallery.NO_GROUP, 1);
        assertThat(gallery.nearest(search).matches().get(0).across()).isCloseTo(0, within(1e-6));

        gallery.put("a", List.of());
        gallery.remove("unknown");

        assertThat(gallery.size()).isZero();
        assertThat(gallery.rows()).isZero();
        assertThat(gallery.nearest(search)).isEqualTo(new Neighbors(List.of(), 0, 0));
    }

    @Test
    void shouldRefuseAnotherModelAndStayAsItWas() {
        UnitVector ours = new People(3, 8).vector();
        UnitVector theirs = UnitVector.normalize("other@1", ours.values(), 1);
        Gallery gallery = gallery(ours);
        gallery.put("a", List.of(new Row(ours, 0)));

        assertThatThrownBy(() -> gallery.put("a", List.of(new Row(theirs, 0))))
                .isInstanceOf(IncomparableDescriptors.class);
        assertThatThrownBy(() -> gallery.nearest(Search.of(theirs, 0, 1)))
                .isInstanceOf(IncomparableDescriptors.class)
                .hasMessageContaining("other@1");
        assertThat(gallery.rows()).isEqualTo(1);
    }

    private static List<Match> nearest(List<Match> all, int limit, ToDoubleFunction<Match> distance) {
        return all.stream()
                .filter(match -> distance.applyAsDouble(match) != Double.POSITIVE_INFINITY)
                .sorted(Comparator.comparingDouble(distance).thenComparing(Match::identityId))
                .limit(limit)
                .toList();
    }

    private static List<Match> first(List<Match> all, int limit, ToDoubleFunction<Match> distance) {
        Map<Double, Match> sorted = new TreeMap<>(); // distances of random vectors differ
        all.forEach(match -> sorted.put(distance.applyAsDouble(match), match));
        sorted.remove(Double.POSITIVE_INFINITY);
        return sorted.values().stream().limit(limit).toList();
    }
}
