package dev.sightline.trainer.evaluate.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.testkit.ReferenceCase;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReciprocalRerankingTest {

    @Test
    void shouldBringMutualNeighborsForward() {
        // The query at 0 is 2.0 from both; the row at -2 shares its neighbors, the row at +2 lies in a cluster apart.
        double[] at = {0, -.9, -1.6, -2, 2, 2.05, 2.1, 2.15};
        double[][] squared = squared(Stream.of(at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7])
                .map(x -> new double[] {x})
                .toArray(double[][]::new));

        double[][] reranked = new ReciprocalReranking(3, 1, .3).rerank(squared, 1);

        assertThat(squared[0][3]).isEqualTo(squared[0][4]);
        assertThat(reranked[0][2]).isLessThan(reranked[0][3]);
    }

    @Test
    void shouldKeepTheOrderWhenOnlyTheDistanceCounts() {
        Random random = new Random(9);
        double[][] points =
                Stream.generate(() -> random.doubles(3).toArray()).limit(12).toArray(double[][]::new);
        double[][] squared = squared(points);

        double[][] reranked = new ReciprocalReranking(4, 2, 1).rerank(squared, 2);

        for (int q = 0; q < 2; q++) {
            for (int g = 3; g < 12; g++) {
                assertThat(reranked[q][g - 2] < reranked[q][g - 3]).isEqualTo(squared[q][g] < squared[q][g - 1]);
            }
        }
    }

    @Test
    void shouldRefuseBadParameters() {
        assertThatThrownBy(() -> new ReciprocalReranking(0, 1, .3)).hasMessageContaining("k1 0");
        assertThatThrownBy(() -> new ReciprocalReranking(1, 1, 2)).hasMessageContaining("lambda 2.0");
    }

    @Test
    void shouldEqualTheReferenceCase() throws IOException {
        ReferenceCase reference = ReferenceCase.require("k_reciprocal_rerank");
        double[][] squared =
                squared(Stream.concat(Stream.of(reference.matrix("query")), Stream.of(reference.matrix("gallery")))
                        .toArray(double[][]::new));
        JsonNode expected = reference.expected();

        assertEqual(new ReciprocalReranking(20, 6, .3), squared, expected.get("k1_20_k2_6_lam_0.3_dist"));
        assertEqual(new ReciprocalReranking(20, 6, 0), squared, expected.get("k1_20_k2_6_jaccard"));
        assertEqual(new ReciprocalReranking(20, 1, .3), squared, expected.get("k1_20_k2_1_lam_0.3_dist"));
        assertEqual(new ReciprocalReranking(5, 3, .3), squared, expected.get("k1_5_k2_3_lam_0.3_dist"));
        assertEqual(new ReciprocalReranking(10, 6, 0), squared, expected.get("k1_10_k2_6_lam_0.0_dist"));
        assertEqual(new ReciprocalReranking(20, 6, 1), squared, expected.get("k1_20_k2_6_lam_1.0_dist"));
        double wrong = expected.get("WRONG_double_square_k1_20_k2_6_lam_0.3_dist")
                .get(0)
                .get(0)
                .asDouble();
        assertThat(Math.abs(ReciprocalReranking.defaults().rerank(squared, 10)[0][0] - wrong))
                .isGreaterThan(1e-2);
    }

    private static void assertEqual(ReciprocalReranking reranking, double[][] squared, JsonNode expected) {
        double[][] found = reranking.rerank(squared, expected.size());
        for (int q = 0; q < found.length; q++) {
            assertThat(found[q])
                    .as("%s, query %d", reranking, q)
                    .containsExactly(ReferenceCase.numbers(expected.get(q)), within(2e-5));
        }
    }

    private static double[][] squared(double[][] points) {
        double[][] squared = new double[points.length][points.length];
        for (int a = 0; a < points.length; a++) {
            for (int b = 0; b < points.length; b++) {
                for (int i = 0; i < points[a].length; i++) {
                    squared[a][b] += (points[a][i] - points[b][i]) * (points[a][i] - points[b][i]);
                }
            }
        }
        return squared;
    }
}
