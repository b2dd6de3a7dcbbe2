package dev.sightline.trainer.mine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.testkit.ReferenceCase;
import dev.sightline.trainer.loss.Distance;
import dev.sightline.trainer.loss.Numbers64;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinerTest {

    @ParameterizedTest
    @CsvSource({"triplet_raw", "triplet_normalised"})
    void shouldFindTheTripletsOfTheReference(String file) throws IOException {
        ReferenceCase reference = ReferenceCase.require(file);
        JsonNode expected = reference.expected();
        try (PointerScope scope = new PointerScope()) {
            Tensor labels = Numbers64.labels(reference.numbers("labels"));
            Tensor rows = Numbers64.of(reference.matrix("x"));
            Tensor features = file.endsWith("raw") ? rows : Distance.normalized(rows);
            Tensor distances = Distance.L2.pairwise(features);
            Tensor squares = Distance.SQUARED_L2.pairwise(features);

            Triplets hard = new BatchHard().mine(distances, labels);
            Triplets all = new BatchAll().mine(distances, labels);

            Numbers64.assertClose(Numbers64.read(distances), expected.get("dist"));
            Numbers64.assertClose(Numbers64.read(hard.positives()), expected.get("batch_hard_pos"));
            Numbers64.assertClose(Numbers64.read(hard.negatives()), expected.get("batch_hard_neg"));
            assertThat(all.count())
                    .isEqualTo(expected.get("batch_all_l2_m0.3_n").asLong());
            assertTriplets(semi(SemiHard.Choice.ALL, .3, distances, labels), expected.get("semihard_set_l2_m0.3"));
            assertTriplets(semi(SemiHard.Choice.ALL, .2, squares, labels), expected.get("semihard_set_sq_a0.2"));
            assertTriplets(
                    semi(SemiHard.Choice.NEAREST, .2, squares, labels), expected.get("facenet_nearest_semihard"));
            assertTriplets(
                    semi(SemiHard.Choice.NEAREST_OR_FARTHEST, 1, squares, labels),
                    expected.get("tfa_semihard_triplets"));
        }
    }

    private static Triplets semi(SemiHard.Choice choice, double margin, Tensor distances, Tensor labels) {
        return new SemiHard(choice, margin).mine(distances, labels);
    }

    private static void assertTriplets(Triplets actual, JsonNode expected) {
        double[] anchors = Numbers64.read(actual.anchors());
        double[] positives = Numbers64.read(actual.positives());
        double[] negatives = Numbers64.read(actual.negatives());
        List<String> found = new ArrayList<>();
        for (int i = 0; i < anchors.length; i++) {
            found.add(Arrays.toString(new double[] {anchors[i], positives[i], negatives[i]}));
        }
        List<String> wanted = new ArrayList<>();
        expected.forEach(t -> wanted.add(Arrays.toString(ReferenceCase.numbers(t))));
        assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
    }
}
