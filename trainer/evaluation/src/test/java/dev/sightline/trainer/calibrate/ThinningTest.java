package dev.sightline.trainer.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.calibration.ScoreDistribution;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinningTest {

    @Test
    void shouldKeepFewKnotsAndExactTails() {
        long seed = 2;
        double[] scores = new Random(seed)
                .doubles(100_000, -1, 1)
                .map(s -> Math.rint(s * 1e6) / 1e6)
                .toArray();
        double[] sorted = Arrays.stream(scores).sorted().toArray();

        ScoreDistribution thinned = Thinning.of(scores);

        assertThat(thinned.scores().length).isLessThan(500);
        for (int rank = 1; rank <= 100; rank++) {
            double share = rank / 1e5;
            double score = thinned.scoreExceededBy(share);
            assertThat(Arrays.stream(sorted).filter(s -> s >= score).count())
                    .as("rank %d seed %d", rank, seed)
                    .isLessThanOrEqualTo(rank)
                    .isGreaterThan(rank - 4); // equal scores go together
        }
    }

    @Test
    void shouldStayOnTheStrictSideBetweenKnots() {
        double[] scores = new Random(3).doubles(50_000, 0, 1).toArray();
        ScoreDistribution thinned = Thinning.of(scores);
        for (double share = .0021; share < .5; share *= 1.3) {
            double score = thinned.scoreExceededBy(share);
            double exact = Arrays.stream(scores).filter(s -> s >= score - 1e-9).count() / 50_000.0;
            assertThat(exact).isLessThanOrEqualTo(share + 2e-5).isGreaterThan(share / 1.1);
        }
    }

    @Test
    void shouldKeepEverythingOfASmallSample() {
        ScoreDistribution thinned = Thinning.of(new double[] {.3, .1, .3, .2});

        assertThat(thinned.scores()).containsExactly(.1, .2, .3);
        assertThat(thinned.atLeast()).containsExactly(1, .75, .5);
        assertThat(thinned.count()).isEqualTo(4);
    }

    @Test
    void shouldManageAThousandEqualScores() {
        double[] scores = new double[1_000];
        Arrays.fill(scores, .4);

        assertThat(Thinning.of(scores).scores()).containsExactly(.4);
        assertThat(Thinning.of(scores).scoreExceededBy(.5)).isGreaterThan(.4);
    }
}
