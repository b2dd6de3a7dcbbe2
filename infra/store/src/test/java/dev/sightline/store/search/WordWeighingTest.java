package dev.sightline.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.search.Likes.Like;
import dev.sightline.store.search.SearchAnswer.PersonFound;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordWeighingTest {
    private static final Modality BODY = Modality.MODALITY_PERSON;
    /** The one described lies two deviations above the others: the log likelihood ratio is 2 s - 2. */
    private static final AnswerOdds ODDS = new AnswerOdds(2, -2);

    private static final double CENTER = .05;
    private static final double SPREAD = .1;
    private static final WordProbe WORDS =
            new WordProbe(UnitVector.normalize("body@1", new float[] {1, 0}, 1), CENTER, SPREAD, ODDS, .5);

    @Test
    void shouldAnswerAsTheWordsModelDoesWhereEverybodyIsFetched() {
        double[] scores = {.4, .1, 0, -.1, .3};
        double[] standings = AnswerOdds.standings(scores, CENTER, SPREAD);
        double[] expected = ODDS.each(standings, .5);

        SearchAnswer answer = new WordWeighing(WORDS).answer(along(scores, 5));

        assertThat(answer.people().get(0).identityId()).isEqualTo("p0");
        assertThat(answer.people().get(0).probability()).isCloseTo(expected[0], within(1e-9));
        assertThat(answer.people().get(1).probability()).isCloseTo(expected[4], within(1e-9));
        double shown =
                answer.people().stream().mapToDouble(PersonFound::probability).sum();
        assertThat(answer.nobody()).isCloseTo(1 - shown, within(1e-9));
    }

    @Test
    void shouldSayNobodyWhereNobodyStandsOut() {
        double[] scores = new double[200];
        Arrays.setAll(scores, i -> CENTER + (i % 2 == 0 ? .05 : -.05));

        SearchAnswer answer = new WordWeighing(WORDS).answer(along(scores, 200));

        assertThat(answer.people()).isEmpty();
        assertThat(answer.nobody()).isEqualTo(1);
        assertThat(answer.sightings()).isEqualTo(200);
    }

    @Test
    void shouldShowWhomWordsFitThoughManyOthersFitToo() {
        Random random = new Random(5);
        double[] scores = IntStream.range(0, 20_000)
                .mapToDouble(i -> CENTER + SPREAD * random.nextGaussian())
                .toArray();

        SearchAnswer answer = new WordWeighing(WORDS).answer(along(scores, 400));

        assertThat(answer.people()).hasSize(30).allMatch(p -> p.band() == Band.FITS || p.band() == Band.POSSIBLE);
        assertThat(answer.people().get(20).band()).isEqualTo(Band.FITS);
        assertThat(answer.people().get(20).probability()).isLessThan(.02);
        assertThat(answer.nobody()).isGreaterThan(.3);
    }

    @Test
    void shouldCountThoseThatWereNotFetched() {
        Random random = new Random(6);
        double[] scores = IntStream.range(0, 2_000)
                .mapToDouble(i -> CENTER + SPREAD * random.nextGaussian())
                .toArray();

        double whole = best(new WordWeighing(WORDS).answer(along(scores, 2_000)));
        double cut = best(new WordWeighing(WORDS).answer(along(scores, 100)));
        Along some = along(scores, 100);
        Likes all = some.farthest();
        Likes uncut = new Likes(all.sightings(), all.compared(), all.people(), Map.of(), Map.of());
        double careless = best(new WordWeighing(WORDS).answer(new Along(uncut, some.sample())));

        assertThat(cut).isCloseTo(whole, within(1e-9));
        assertThat(careless).isGreaterThan(1.1 * whole);
    }

    /** The promise behind a probability: of made-up searches, those said to be p sure are right about that often. */
    @Test
    void shouldBeRightAsOftenAsItSaysAndNameNoFewerStrangersThanThereAre() {
        long seed = 3;
        Random random = new Random(seed);
        int people = 150;
        double said = 0;
        int right = 0;
        int results = 0;
        double strangers = 0;
        int asAlike = 0;
        for (int search = 0; search < 2_000; search++) {
            boolean here = random.nextBoolean();
            double[] scores = new double[people];
            for (int i = 0; i < people; i++) {
                scores[i] = CENTER + SPREAD * ((here && i == 0 ? 2 : 0) + random.nextGaussian());
            }
            SearchAnswer answer = new WordWeighing(WORDS).answer(along(scores, people));
            for (PersonFound found : answer.people()) {
                results++;
                said += found.probability();
                right += here && found.identityId().equals("p0") ? 1 : 0;
                if (here && found.identityId().equals("p0")) {
                    strangers += found.strangers();
                    asAlike += (int) Arrays.stream(scores)
                            .skip(1)
                            .filter(s -> s >= scores[0])
                            .count();
                }
            }
        }
        assertThat(said / results).as("seed %d", seed).isCloseTo((double) right / results, within(.02));
        assertThat(strangers).as("seed %d", seed).isGreaterThanOrEqualTo(asAlike);
        assertThat(results).isGreaterThan(1_000);
    }

    private static double best(SearchAnswer answer) {
        return answer.people().get(0).probability();
    }

    /** Of people with these scores, the best are fetched and all are in the sample. */
    private static Along along(double[] scores, int fetched) {
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .limit(fetched)
                .toList();
        List<Like> likes = order.stream()
                .map(i -> new Like("t" + i, "p" + i, "hall", Map.of(BODY, scores[i])))
                .toList();
        Map<Modality, Double> cut =
                fetched < scores.length ? Map.of(BODY, scores[order.get(order.size() - 1)]) : Map.of();
        long all = scores.length;
        return new Along(new Likes(likes, Map.of(BODY, all), all, Map.of(), cut), scores);
    }
}
