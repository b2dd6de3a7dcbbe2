package dev.sightline.trainer.evaluate.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contracts.calibration.RateInterval;
import dev.sightline.testkit.ReferenceCase;
import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.labeled.PairScores;
import dev.sightline.trainer.labeled.ScoredPairs;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RocTest {

    @Test
    void shouldReadARateByHand() {
        Roc roc = new Roc(new double[] {.9, .8, .4, .3}, new double[] {.5, .35, .2, .1, 0});

        OperatingPoint point = roc.atFar(.2);

        assertThat(point.threshold()).isEqualTo(.35);
        assertThat(point.far()).isEqualTo(.2);
        assertThat(point.tar()).isEqualTo(.75);
        assertThat(point.fnmr()).isEqualTo(.25);
        assertThat(roc.atFar(.39).far()).isEqualTo(.2);
        assertThat(roc.atFar(1).tar()).isEqualTo(1);
        assertThat(roc.auc()).isCloseTo((5 + 5 + 4 + 3) / 20.0, within(1e-12));
        // At FAR .2 a quarter is missed, at FAR .4 nothing.
        assertThat(roc.equalErrorRate()).isBetween(.2, .25);
    }

    @Test
    void shouldRefuseARateThatThePairsCannotShow() {
        Roc roc = new Roc(new double[] {.9}, new double[] {.5, .3, .2, .1});

        assertThatThrownBy(() -> roc.atFar(.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.2")
                .hasMessageContaining("4 impostor pairs")
                .hasMessageContaining("0.25");
        assertThatThrownBy(() -> new Roc(new double[0], new double[] {1})).hasMessageContaining("genuine");
        assertThatThrownBy(() -> new Roc(new double[] {1}, new double[] {Double.NaN}))
                .hasMessageContaining("impostor");
    }

    @Test
    void shouldNeverPassTheTargetWithTies() {
        long seed = 3;
        Random random = new Random(seed);
        double[] impostor = random.ints(500, 0, 20).mapToDouble(i -> i / 20.0).toArray();
        Roc roc = new Roc(new double[] {.9, .5}, impostor);
        for (double far = .002; far < 1; far += .0137) {
            assertThat(roc.atFar(far).far()).as("seed %d far %s", seed, far).isLessThanOrEqualTo(far);
        }
    }

    @Test
    void shouldFindPerfectAndUselessScores() {
        assertThat(new Roc(new double[] {.9, .8}, new double[] {.1, .2}).equalErrorRate())
                .isZero();
        assertThat(new Roc(new double[] {.9, .8}, new double[] {.1, .2}).auc()).isEqualTo(1);
        assertThat(new Roc(new double[] {.5, .5}, new double[] {.5, .5}).equalErrorRate())
                .isEqualTo(.5);
        assertThat(new Roc(new double[] {.5, .5}, new double[] {.5, .5}).auc()).isEqualTo(.5);
    }

    @Test
    void shouldEqualTheReferenceCase() throws IOException {
        ReferenceCase reference = ReferenceCase.require("roc_tar_far");
        Roc roc = new Roc(reference.numbers("genuine"), reference.numbers("impostor"));
        JsonNode expected = reference.expected();

        assertThat(roc.auc()).isCloseTo(expected.get("auc").asDouble(), within(1e-9));
        assertThat(roc.equalErrorRate())
                .isCloseTo(expected.get("eer_interpolated").asDouble(), within(1e-9));
        for (String target : new String[] {"0.1", "0.01", "0.001", "0.00025"}) {
            JsonNode at = expected.get("far_" + target);
            OperatingPoint point = roc.atFar(Double.parseDouble(target));
            assertThat(point.threshold()).isEqualTo(at.get("threshold_gt").asDouble());
            assertThat(point.tar()).isCloseTo(at.get("tar").asDouble(), within(1e-9));
            assertThat(point.far()).isCloseTo(at.get("achieved_far").asDouble(), within(1e-9));
            assertThat(point.fnmr()).isCloseTo(at.get("fnmr").asDouble(), within(1e-9));
            if (at.has("clopper_pearson_95")) {
                assertInterval(point.farInterval(), at.get("clopper_pearson_95"), 1e-9);
                assertInterval(point.tarInterval(), at.get("tar_clopper_pearson_95"), 1e-9);
            }
        }
        assertThatThrownBy(() -> roc.atFar(.0002)).hasMessageContaining("4000 impostor pairs");
    }

    @Test
    void shouldDrawIntervalsLikeTheReferenceCase() throws IOException {
        ReferenceCase reference = ReferenceCase.require("roc_tar_far");
        double[] genuine = reference.numbers("genuine");
        double[] impostor = reference.numbers("impostor");
        int people = genuine.length + impostor.length;
        int[] real = IntStream.range(0, genuine.length).toArray();
        int[] other = IntStream.range(genuine.length, people).toArray();
        // Every pair is somebody of its own, so drawing people is drawing pairs.
        PairScores pairs =
                new PairScores(new ScoredPairs(genuine, real, real), new ScoredPairs(impostor, other, other), people);

        RateInterval fnmr = new IdentityBootstrap(2_000, .95, 5).fnmrAtFmr(pairs, .01);

        JsonNode tar = reference.expected().get("bootstrap_tar_far_0.01").get("ci95");
        assertThat(1 - fnmr.high()).isCloseTo(tar.get(0).asDouble(), within(.01));
        assertThat(1 - fnmr.low()).isCloseTo(tar.get(1).asDouble(), within(.01));
    }

    private static void assertInterval(RateInterval interval, JsonNode expected, double tolerance) {
        assertThat(new double[] {interval.low(), interval.high()})
                .containsExactly(ReferenceCase.numbers(expected), within(tolerance));
    }

    @Test
    void shouldWidenIntervalsWhenPairsShareFewPeople() {
        Random random = new Random(6);
        double[] quality = random.doubles(12, .3, .9).toArray();
        int each = 200;
        int[] person = IntStream.range(0, 12 * each).map(i -> i / each).toArray();
        double[] genuine = Arrays.stream(person)
                .mapToDouble(p -> quality[p] + .05 * random.nextGaussian())
                .toArray();
        int[] right = Arrays.stream(person)
                .map(p -> (p + 1 + random.nextInt(11)) % 12)
                .toArray();
        double[] impostor = random.doubles(12 * each, 0, .6).toArray();
        PairScores pairs =
                new PairScores(new ScoredPairs(genuine, person, person), new ScoredPairs(impostor, person, right), 12);
        Roc roc = new Roc(genuine, impostor);

        RateInterval people = IdentityBootstrap.defaults().fnmrAtFmr(pairs, .05);

        RateInterval independent = roc.atFar(.05).tarInterval();
        assertThat(people.high() - people.low()).isGreaterThan(3 * (independent.high() - independent.low()));
        assertThat(roc.atFar(.05).fnmr()).isBetween(people.low(), people.high());
        assertThat(people).isEqualTo(IdentityBootstrap.defaults().fnmrAtFmr(pairs, .05));
    }
}
