package dev.sightline.trainer.loss;

import static dev.sightline.trainer.loss.Numbers64.assertClose;
import static dev.sightline.trainer.loss.Numbers64.gradient;
import static dev.sightline.trainer.loss.Numbers64.labels;
import static dev.sightline.trainer.loss.Numbers64.leaf;
import static dev.sightline.trainer.loss.Numbers64.of;
import static dev.sightline.trainer.loss.Numbers64.random;
import static dev.sightline.trainer.loss.Numbers64.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.testkit.ReferenceCase;
import java.io.IOException;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContrastiveLossTest {

    @ParameterizedTest
    @CsvSource({
        "raw_l2, L2, false, 1, LINEAR",
        "raw_l2_hadsell, L2, false, 1, HADSELL",
        "raw_sq, SQUARED_L2, false, 1, LINEAR",
        "norm_l2, L2, true, 1, LINEAR",
        "norm_l2_hadsell, L2, true, 1, HADSELL",
        "norm_sq, SQUARED_L2, true, 1, LINEAR",
        "norm_1-cos, ONE_MINUS_COSINE, true, .5, LINEAR"
    })
    void shouldMatchTheReference(
            String key, Distance distance, boolean normalized, double margin, ContrastiveLoss.Form form)
            throws IOException {
        ReferenceCase reference = ReferenceCase.require("contrastive_pairs");
        ContrastiveLoss loss = new ContrastiveLoss(Pairing.NEIGHBORS, distance, normalized, margin, form);
        try (PointerScope scope = new PointerScope()) {
            Tensor a = leaf(reference.matrix("a"));
            Tensor b = leaf(reference.matrix("b"));

            Tensor costs = loss.perPair(a, b, of(reference.numbers("same")));
            Tensor value = costs.mean();

            assertClose(read(costs), reference.expected().get(key + "_per_pair"));
            assertClose(value, reference.expected().get(key + "_loss"));
            assertClose(gradient(value, a), reference.expected().get(key + "_grad_a"));
            assertClose(read(b.grad()), reference.expected().get(key + "_grad_b"));
        }
    }

    @Test
    void shouldCompareNeighborsOrAllRows() {
        double[][] rows = random(1, 4, 3);
        ContrastiveLoss neighbors = loss(Pairing.NEIGHBORS);
        ContrastiveLoss all = loss(Pairing.ALL);
        try (PointerScope scope = new PointerScope()) {
            LossInput in = LossInput.of(of(rows), labels(0, 0, 1, 2));

            double first = cost(rows[0], rows[1], true);
            double last = cost(rows[2], rows[3], false);
            assertThat(neighbors.value(in).item_double()).isCloseTo((first + last) / 2, Offset.offset(1e-9));

            double sum = first + last;
            for (int i = 0; i < 2; i++) {
                sum += cost(rows[i], rows[2], false) + cost(rows[i], rows[3], false);
            }
            assertThat(all.value(in).item_double()).isCloseTo(sum / 6, Offset.offset(1e-9));
        }
    }

    private static ContrastiveLoss loss(Pairing pairing) {
        return new ContrastiveLoss(pairing, Distance.L2, false, 2, ContrastiveLoss.Form.LINEAR);
    }

    private static double cost(double[] a, double[] b, boolean same) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return same ? Math.sqrt(sum) : Math.max(0, 2 - Math.sqrt(sum));
    }

    @Test
    void shouldRefuseAnOddNumberOfNeighbors() {
        try (PointerScope scope = new PointerScope()) {
            LossInput in = LossInput.of(of(random(1, 3, 3)), labels(0, 0, 1));
            assertThatThrownBy(() -> loss(Pairing.NEIGHBORS).value(in)).hasMessageContaining("3 rows are no pairs");
        }
    }
}
