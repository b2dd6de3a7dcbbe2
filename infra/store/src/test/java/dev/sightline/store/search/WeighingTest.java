package dev.sightline.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.Likeness;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.search.Likes.Like;
import dev.sightline.store.search.SearchAnswer.PersonFound;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class WeighingTest {
    private static final Modality BODY = Modality.MODALITY_PERSON;
    private static final Modality FACE = Modality.MODALITY_FACE;
    private static final int IMPOSTORS = 10_000;
    private final Likeness likeness =
            Likeness.of(List.of(calibration()), Comparison.CROP_CROP).orElseThrow();

    @Test
    void shouldShareTheProbabilityAmongThoseWhoLookAlikeAndNobody() {
        SearchAnswer answer = weigh(Map.of(BODY, likeness), 100, like("a", "p1", .8), like("b", "p2", .2));

        PersonFound first = answer.people().get(0);
        double ratio = Math.exp(likeness.logLikelihoodRatio(.8));
        assertThat(first.identityId()).isEqualTo("p1");
        assertThat(first.probability()).isCloseTo(ratio / 200 / (.5 + ratio / 200), within(.001));
        assertThat(answer.people().stream()
                                .mapToDouble(PersonFound::probability)
                                .sum()
                        + answer.nobody())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldSayNobodyWhenNobodyLooksAlike() {
        SearchAnswer answer = weigh(Map.of(BODY, likeness), 100, like("a", "p1", .1), like("b", "p2", 0));

        assertThat(answer.people()).isEmpty();
        assertThat(answer.nobody()).isEqualTo(1);
        assertThat(answer.sightings()).isEqualTo(100);
    }

    @Test
    void shouldBeLessSureTheMoreAreCompared() {
        SearchAnswer few = weigh(Map.of(BODY, likeness), 100, like("a", "p1", .8));
        SearchAnswer many = weigh(Map.of(BODY, likeness), 10_000, like("a", "p1", .8));

        assertThat(many.people().get(0).probability())
                .isLessThan(few.people().get(0).probability());
        assertThat(many.people().get(0).strangers())
                .isCloseTo(100 * few.people().get(0).strangers(), within(1e-6));
        assertThat(few.people().get(0).band()).isEqualTo(Band.CERTAIN);
        assertThat(many.people().get(0).band()).isNotEqualTo(Band.CERTAIN);
    }

    @Test
    void shouldBeSurerByBodyAndFaceThanByOne() {
        Like both = new Like("a", "p1", "hall", Map.of(BODY, .6, FACE, .6));
        Like one = new Like("b", "p2", "hall", Map.of(BODY, .6));

        SearchAnswer answer = weigh(Map.of(BODY, likeness, FACE, likeness), 1_000, both, one);

        PersonFound first = answer.people().get(0);
        assertThat(first.identityId()).isEqualTo("p1");
        assertThat(first.sightings().get(0).by()).containsExactlyInAnyOrder(BODY, FACE);
        assertThat(first.strangers()).isLessThan(1_000 * likeness.fmr(.6));
    }

    @Test
    void shouldCountSeveralSightingsOfOnePersonTogether() {
        SearchAnswer apart = weigh(Map.of(BODY, likeness), 5_000, like("a", "p1", .6), like("b", "p2", .6));
        SearchAnswer together = weigh(Map.of(BODY, likeness), 5_000, like("a", "p1", .6), like("b", "p1", .6));

        assertThat(together.people()).hasSize(1);
        assertThat(together.people().get(0).probability())
                .isCloseTo(
                        apart.people().stream()
                                .mapToDouble(PersonFound::probability)
                                .sum(),
                        within(1e-9));
        assertThat(together.people().get(0).sightings()).hasSize(2);
    }

    @Test
    void shouldKeepRoomForThoseThatWereNotFetched() {
        Likes all = new Likes(List.of(like("a", "p1", .5)), Map.of(BODY, 5_000L), 900, Map.of(), Map.of());
        Likes part = new Likes(List.of(like("a", "p1", .5)), Map.of(BODY, 5_000L), 900, Map.of(), Map.of(BODY, .5));

        double whole =
                new Weighing(Map.of(BODY, likeness)).answer(all, List.of()).nobody();
        double cut =
                new Weighing(Map.of(BODY, likeness)).answer(part, List.of()).nobody();

        assertThat(cut).isGreaterThan(whole);
    }

    /** The promise behind a probability: of made-up searches, those said to be p sure are right about that often. */
    @Test
    void shouldBeRightAsOftenAsItSays() {
        long seed = 3;
        Random random = new Random(seed);
        int people = 200;
        double said = 0;
        int right = 0;
        int results = 0;
        for (int search = 0; search < 3_000; search++) {
            boolean here = random.nextBoolean();
            Like[] likes = new Like[people];
            for (int i = 0; i < people; i++) {
                double cosine = here && i == 0 ? genuine(random) : impostor(random);
                likes[i] = like("t" + i, "p" + i, Math.max(-1, Math.min(1, cosine)));
            }
            for (PersonFound found :
                    weigh(Map.of(BODY, likeness), people, likes).people()) {
                results++;
                said += found.probability();
                right += here && found.identityId().equals("p0") ? 1 : 0;
            }
        }
        assertThat(said / results).as("seed %d", seed).isCloseTo((double) right / results, within(.05));
        assertThat(results).isGreaterThan(1_000);
    }

    private static SearchAnswer weigh(Map<Modality, Likeness> likenesses, long sightings, Like... likes) {
        return new Weighing(likenesses)
                .answer(new Likes(List.of(likes), Map.of(BODY, sightings), sightings, Map.of(), Map.of()), List.of());
    }

    private static Like like(String tracklet, String identity, double body) {
        return new Like(tracklet, identity, "hall", Map.of(BODY, body));
    }

    private static double genuine(Random random) {
        return .6 + .12 * random.nextGaussian();
    }

    private static double impostor(Random random) {
        return .1 + .12 * random.nextGaussian();
    }

    private static Calibration calibration() {
        Random random = new Random(1);
        return new Calibration(
                Comparison.CROP_CROP,
                "made up",
                "00",
                9,
                distribution(DoubleStream.generate(() -> genuine(random)).limit(3_000)),
                distribution(DoubleStream.generate(() -> impostor(random)).limit(IMPOSTORS)));
    }

    private static ScoreDistribution distribution(DoubleStream drawn) {
        double[] scores =
                drawn.map(s -> Math.max(-1, Math.min(1, s))).distinct().sorted().toArray();
        double[] atLeast = new double[scores.length];
        Arrays.setAll(atLeast, i -> (scores.length - i) / (double) scores.length);
        return new ScoreDistribution(scores.length, scores, atLeast);
    }
}
