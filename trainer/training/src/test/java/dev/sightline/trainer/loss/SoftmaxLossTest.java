package dev.sightline.trainer.loss;

import static dev.sightline.trainer.loss.Numbers64.assertClose;
import static dev.sightline.trainer.loss.Numbers64.gradient;
import static dev.sightline.trainer.loss.Numbers64.labels;
import static dev.sightline.trainer.loss.Numbers64.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.testkit.ReferenceCase;
import java.io.IOException;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftmaxLossTest {

    @ParameterizedTest
    @CsvSource({"ce,OVER_ALL,0", "ls_A,OVER_ALL,.1", "ls_B,OVER_OTHERS,.1"})
    void shouldMatchTheReference(String name, LabelSmoothing.Spread spread, double share) throws IOException {
        ReferenceCase reference = ReferenceCase.require("softmax_ce_label_smoothing");
        try (PointerScope scope = new PointerScope()) {
            Tensor logits = leaf(reference.matrix("logits"));

            Tensor value = new LabelSmoothing(spread, share).crossEntropy(logits, labels(reference.numbers("labels")));

            assertClose(value, reference.expected().get(name));
            assertClose(gradient(value, logits), reference.expected().get(name + "_grad"));
        }
    }

    /** Left out of the choice, an identity counts neither among the others nor in what is spread. */
    @ParameterizedTest
    @CsvSource({"OVER_ALL,0", "OVER_ALL,.1", "OVER_OTHERS,.1"})
    void shouldChooseAmongThoseKnownToBeOthers(LabelSmoothing.Spread spread, double share) {
        LabelSmoothing smoothing = new LabelSmoothing(spread, share);
        try (PointerScope scope = new PointerScope()) {
            Tensor all = leaf(new double[][] {{1, -2, .5, 3}});
            Tensor few = leaf(new double[][] {{1, .5, 3}});
            LossInput doubting = new LossInput(
                    all,
                    all,
                    labels(2),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Tensor.create(new float[] {0, 1, 0, 0}, 1, 4).gt(new Scalar(.5))));

            Tensor value = smoothing.crossEntropy(all, doubting);

            Tensor expected = smoothing.crossEntropy(few, labels(1));
            assertThat(value.item_double()).isCloseTo(expected.item_double(), Offset.offset(1e-12));
            double[] slopes = gradient(value, all);
            double[] wanted = gradient(expected, few);
            assertThat(slopes).containsExactly(new double[] {wanted[0], 0, wanted[1], wanted[2]}, Offset.offset(1e-12));
        }
    }

    @Test
    void shouldClassifyDescriptorsAndTrainItsWeight() {
        try (PointerScope scope = new PointerScope();
                SoftmaxLoss loss = SoftmaxLoss.fresh(3, 4, LabelSmoothing.overAll(.1), 7)) {
            Tensor rows = Leaf.normal(1, 3, 5, 4);
            rows.set_requires_grad(true);

            Tensor value = loss.value(LossInput.of(rows, labels(0, 1, 2, 0, 1)));
            value.backward();

            assertThat(value.item_double()).isCloseTo(Math.log(3), Offset.offset(.02)); // knows nothing yet
            assertThat(loss.parameters().values().iterator().next().grad().defined())
                    .isTrue();
            assertThat(rows.grad().abs().sum().item_double()).isPositive();
        }
    }

    @Test
    void shouldKeepItsWeightBeyondTheScopeThatMadeIt() {
        SoftmaxLoss made;
        try (PointerScope scope = new PointerScope()) {
            made = SoftmaxLoss.fresh(3, 4, LabelSmoothing.NONE, 7);
        }
        try (made) {
            assertThat(made.parameters().values().iterator().next().numel()).isEqualTo(12);
        }
    }

    @Test
    void shouldRefuseBadSettings() {
        assertThatThrownBy(() -> SoftmaxLoss.fresh(1, 4, LabelSmoothing.NONE, 7))
                .hasMessageContaining("1 identities are not enough");
        assertThatThrownBy(() -> LabelSmoothing.overAll(1)).hasMessageContaining("use 0 to below 1");
    }
}
