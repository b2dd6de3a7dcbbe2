package dev.sightline.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.network.RuntimeRun;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Losses that need no label: a picture drawn again, and where a part of it lies. */
class PretextLossTest {
    private static final float STEP = 1e-2f;

    private static LossInput pictured(Tensor features, Tensor pictures) {
        Tensor labels = torch.zeros(features.size(0)).to(torch.ScalarType.Long);
        return new LossInput(features, features, labels, Optional.empty(), Optional.of(pictures), Optional.empty());
    }

    private static Tensor pictures() {
        return Tensor.create(RuntimeRun.noise(4, 3, 3, 64, 32), 3, 3, 64, 32);
    }

    private static Tensor features() {
        return Tensor.create(RuntimeRun.noise(5, 3, 6), 3, 6);
    }

    private static ReconstructionLoss drawing(double noise, double hide) {
        return ReconstructionLoss.fresh(new ReconstructionLoss.Spoiling(noise, hide), 6, 8, new long[] {64, 32}, 1);
    }

    @Test
    void shouldCostTheShareOfThePicturesThatIsNotDrawn() {
        try (PointerScope scope = new PointerScope();
                ReconstructionLoss loss = drawing(0, 0)) {
            Tensor drawn = loss.drawn(features());
            Tensor small = torch.adaptive_avg_pool2d(pictures(), 16, 8);
            double[] target = Numbers64.read(small);
            double[] values = Numbers64.read(drawn);
            double sum = 0;
            for (int channel = 0; channel < 3; channel++) {
                double mean = 0;
                double squares = 0;
                for (int n = 0; n < 3; n++) {
                    for (int i = 0; i < 128; i++) {
                        mean += target[(n * 3 + channel) * 128 + i] / 384;
                    }
                }
                for (int n = 0; n < 3; n++) {
                    for (int i = 0; i < 128; i++) {
                        squares += Math.pow(target[(n * 3 + channel) * 128 + i] - mean, 2) / 384;
                    }
                }
                for (int n = 0; n < 3; n++) {
                    for (int i = 0; i < 128; i++) {
                        int at = (n * 3 + channel) * 128 + i;
                        sum += Math.pow(values[at] - (target[at] - mean) / Math.sqrt(squares), 2);
                    }
                }
            }

            assertThat(drawn.shape()).containsExactly(3, 3, 16, 8);
            assertThat(loss.value(pictured(features(), pictures())).item_double())
                    .isCloseTo(sum / (9 * 128), within(1e-5));
        }
    }

    @Test
    void shouldDeriveThePictureByTheDescriptor() {
        try (PointerScope scope = new PointerScope();
                ReconstructionLoss loss = drawing(0, 0)) {
            Tensor leaf = features();
            leaf.set_requires_grad(true);
            loss.value(pictured(leaf, pictures())).backward();
            float[] gradient = TorchGraph.values(leaf.grad());
            for (int i = 0; i < 6; i++) {
                double slope = (moved(loss, i, STEP) - moved(loss, i, -STEP)) / (2 * STEP);

                assertThat((double) gradient[i]).isCloseTo(slope, within(5e-3));
            }
            loss.parameters()
                    .forEach((name, weight) ->
                            assertThat(weight.grad().defined()).as(name).isTrue());
        }
    }

    private static double moved(ReconstructionLoss loss, int at, float by) {
        float[] values = RuntimeRun.noise(5, 3, 6);
        values[at] += by;
        return loss.value(pictured(Tensor.create(values, 3, 6), pictures())).item_double();
    }

    @Test
    void shouldSpoilWhatTheNetworkSees() {
        try (PointerScope scope = new PointerScope();
                ReconstructionLoss noisy = drawing(.5, 0);
                ReconstructionLoss blind = drawing(0, .4);
                ReconstructionLoss plain = drawing(0, 0)) {
            Tensor pictures = pictures();
            torch.manual_seed(1);
            double noise = noisy.shown(pictures).sub(pictures).std().item_double();
            Tensor hidden = blind.shown(pictures);
            double changed =
                    hidden.ne(pictures).any(1).to(torch.ScalarType.Float).mean().item_double();
            Tensor block =
                    hidden.ne(pictures).any(1).narrow(1, 8, 8).narrow(2, 16, 8).select(0, 0);

            assertThat(noise).isCloseTo(.5 * pictures.std().item_double(), within(.02));
            assertThat(changed).isBetween(.2, .6);
            assertThat(block.sum().item_long()).isIn(0L, 64L);
            assertThat(plain.shown(pictures)).isSameAs(pictures);
        }
        assertThatThrownBy(() -> new ReconstructionLoss.Spoiling(-1, 0)).hasMessageContaining("Noise -1.0");
        assertThatThrownBy(() ->
                        ReconstructionLoss.fresh(new ReconstructionLoss.Spoiling(0, 0), 4, 12, new long[] {32, 32}, 1))
                .hasMessageContaining("12 channels are not allowed");
    }

    @Test
    void shouldTellWhereTheSecondOfTwoRowsLies() {
        try (PointerScope scope = new PointerScope();
                ContextLoss loss = ContextLoss.fresh(2, 8, 1)) {
            Tensor hidden = Objects.requireNonNull(loss.parameters().get("context.hidden"));
            Tensor out = Objects.requireNonNull(loss.parameters().get("context.out"));
            Tensor rows = Tensor.create(new float[] {1, 0, 0, 1, 0, 3, .6f, .8f}, 4, 2);
            long[] places = {2, 2, 7, 7};
            double[] w = Numbers64.read(hidden);
            double[] v = Numbers64.read(out);
            double expected =
                    (cost(new double[] {1, 0, 0, 1}, 2, w, v) + cost(new double[] {0, 1, .6, .8}, 7, w, v)) / 2;

            assertThat(loss.value(LossInput.of(rows, Numbers64.labels(places))).item_double())
                    .isCloseTo(expected, within(1e-5));
            try (org.bytedeco.pytorch.NoGradGuard guard = new org.bytedeco.pytorch.NoGradGuard()) {
                out.fill_(new Scalar(0));
            }
            assertThat(loss.value(LossInput.of(rows, Numbers64.labels(places))).item_double())
                    .isCloseTo(Math.log(8), within(1e-6));
            assertThatThrownBy(() -> loss.value(LossInput.of(rows.narrow(0, 0, 3), Numbers64.labels(1, 1, 2))))
                    .hasMessageContaining("3 rows are no pairs of patches");
        }
    }

    /** Unit rows times sqrt(2), a layer of 8 with ReLU, logits, cross-entropy: by hand. */
    private static double cost(double[] both, int place, double[] hidden, double[] out) {
        double[] inner = new double[8];
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 4; j++) {
                inner[i] += hidden[4 * i + j] * both[j] * Math.sqrt(2);
            }
            inner[i] = Math.max(0, inner[i]);
        }
        double sum = 0;
        double own = 0;
        for (int k = 0; k < 8; k++) {
            double logit = 0;
            for (int i = 0; i < 8; i++) {
                logit += out[8 * k + i] * inner[i];
            }
            sum += Math.exp(logit);
            own = k == place ? logit : own;
        }
        return Math.log(sum) - own;
    }
}
