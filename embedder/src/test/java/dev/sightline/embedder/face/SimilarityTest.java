package dev.sightline.embedder.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.embedder.detect.FivePoints;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    private static final long SEED = 20260102;

    @Test
    void shouldFindTheTransformThatMadeThePoints() {
        Random random = new Random(SEED);
        for (int round = 0; round < 100; round++) {
            FivePoints from = points(random);
            Similarity made = new Similarity(
                    random.nextGaussian(), random.nextGaussian(), random.nextGaussian() * 50, random.nextGaussian());

            Similarity found = Similarity.between(from, mapped(from, made, random, 0));

            assertThat(found.a()).as("seed %d round %d", SEED, round).isEqualTo(made.a(), within(1e-4));
            assertThat(found.b()).isEqualTo(made.b(), within(1e-4));
            assertThat(found.x(7, 9)).isEqualTo(made.x(7, 9), within(1e-2));
            assertThat(found.y(7, 9)).isEqualTo(made.y(7, 9), within(1e-2));
        }
    }

    @Test
    void shouldLeaveNoNearbyTransformWithASmallerError() {
        Random random = new Random(SEED);
        FivePoints from = points(random);
        FivePoints to = mapped(from, new Similarity(0.5, 0.2, 3, 4), random, 2);
        Similarity best = Similarity.between(from, to);
        double least = error(best, from, to);

        for (int round = 0; round < 200; round++) {
            Similarity other = new Similarity(
                    best.a() + random.nextGaussian() * 0.01,
                    best.b() + random.nextGaussian() * 0.01,
                    best.tx() + random.nextGaussian(),
                    best.ty() + random.nextGaussian());
            assertThat(error(other, from, to)).as("seed %d", SEED).isGreaterThanOrEqualTo(least - 1e-6);
        }
    }

    @Test
    void shouldRefusePointsThatCoincide() {
        FivePoints one = new FivePoints(Collections.nCopies(10, 3f));

        assertThatThrownBy(() -> Similarity.between(one, one)).hasMessageContaining("coincide");
    }

    private static double error(Similarity s, FivePoints from, FivePoints to) {
        double sum = 0;
        for (int i = 0; i < FivePoints.COUNT; i++) {
            double dx = s.x(from.x(i), from.y(i)) - to.x(i);
            double dy = s.y(from.x(i), from.y(i)) - to.y(i);
            sum += dx * dx + dy * dy;
        }
        return sum;
    }

    private static FivePoints points(Random random) {
        return new FivePoints(
                random.doubles(10, 0, 100).mapToObj(d -> (float) d).toList());
    }

    private static FivePoints mapped(FivePoints from, Similarity by, Random random, double noise) {
        Float[] xy = new Float[10];
        for (int i = 0; i < FivePoints.COUNT; i++) {
            xy[2 * i] = (float) (by.x(from.x(i), from.y(i)) + noise * random.nextGaussian());
            xy[2 * i + 1] = (float) (by.y(from.x(i), from.y(i)) + noise * random.nextGaussian());
        }
        return new FivePoints(List.of(xy));
    }
}
