package dev.sightline.trainer.loss;

import static dev.sightline.trainer.loss.Numbers64.assertClose;
import static dev.sightline.trainer.loss.Numbers64.gradient;
import static dev.sightline.trainer.loss.Numbers64.labels;
import static dev.sightline.trainer.loss.Numbers64.leaf;
import static dev.sightline.trainer.loss.Numbers64.of;
import static dev.sightline.trainer.loss.Numbers64.read;
import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.binary_cross_entropy_with_logits;
import static org.bytedeco.pytorch.global.torch.sigmoid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.testkit.ReferenceCase;
import java.io.IOException;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verification head, center loss, image-text loss and the BNNeck that stands before them, against the references. */
class PairAndCenterLossTest {

    @Test
    void shouldVerifyByWeightedDifferences() throws IOException {
        ReferenceCase reference = ReferenceCase.require("verification_head");
        JsonNode expected = reference.expected();
        try (PointerScope scope = new PointerScope();
                VerificationHead head = new VerificationHead(
                        Pairing.NEIGHBORS, VerificationHead.Comparison.ABSOLUTE, of(reference.numbers("w")), of(.25))) {
            Tensor a = leaf(reference.matrix("a"));
            Tensor b = leaf(reference.matrix("b"));

            Tensor logits = head.logits(a, b);
            Tensor value = binary_cross_entropy_with_logits(logits, of(reference.numbers("same")));

            assertClose(read(logits), expected.get("logits"));
            assertClose(read(sigmoid(logits)), expected.get("prob"));
            assertClose(value, expected.get("loss"));
            assertClose(gradient(value, a), expected.get("grad_a"));
            assertClose(read(b.grad()), expected.get("grad_b"));
            for (Tensor parameter : head.parameters().values()) {
                if (parameter.numel() > 1) {
                    assertClose(read(parameter.grad()), expected.get("grad_w"));
                }
            }
        }
    }

    @Test
    void shouldVerifyByChiSquare() throws IOException {
        ReferenceCase reference = ReferenceCase.require("verification_head");
        try (PointerScope scope = new PointerScope();
                VerificationHead head = new VerificationHead(
                        Pairing.NEIGHBORS,
                        VerificationHead.Comparison.CHI_SQUARE,
                        of(reference.numbers("w_chi2")),
                        of(0.0))) {
            Tensor logits = head.logits(of(reference.matrix("a")), of(reference.matrix("b")));

            assertClose(read(logits), reference.expected().get("chi2"));
        }
    }

    @ParameterizedTest
    @CsvSource({"sum_loss,HALF_SUM", "mean_loss,HALF_MEAN", "bot_loss_mean_no_half,MEAN"})
    void shouldDrawFeaturesToTheirCenter(String key, CenterLoss.Form form) throws IOException {
        ReferenceCase reference = ReferenceCase.require("center_loss");
        try (PointerScope scope = new PointerScope();
                CenterLoss loss = new CenterLoss(of(reference.matrix("centers")), form, .5)) {
            Tensor x = leaf(reference.matrix("x"));
            LossInput in = LossInput.of(x, labels(reference.numbers("labels")));

            Tensor value = loss.value(in);

            assertClose(value, reference.expected().get(key));
            double[] gradient = gradient(value, x);
            if (form == CenterLoss.Form.HALF_MEAN) {
                assertClose(gradient, reference.expected().get("mean_grad_x"));
            }
            loss.afterStep(in);
            Tensor centers = loss.state().values().iterator().next();
            assertClose(read(centers), reference.expected().get("centers_after_step"));
        }
    }

    @ParameterizedTest
    @CsvSource({"init", "s10", "clipped"})
    void shouldPairImagesWithTexts(String key) throws IOException {
        ReferenceCase reference = ReferenceCase.require("clip_symmetric");
        JsonNode expected = reference.expected();
        try (PointerScope scope = new PointerScope();
                ImageTextLoss loss =
                        new ImageTextLoss(of(expected.get(key + "_log_scale").asDouble()))) {
            Tensor images = leaf(reference.matrix("image"));
            Tensor texts = leaf(reference.matrix("text"));

            Tensor value = loss.value(images, texts);

            assertClose(value, expected.get(key + "_loss"));
            assertClose(gradient(value, images), expected.get(key + "_grad_image"));
            assertClose(read(texts.grad()), expected.get(key + "_grad_text"));
            Tensor scale = loss.parameters().values().iterator().next();
            assertClose(scale.grad(), expected.get(key + "_grad_log_scale"));
        }
    }

    @ParameterizedTest
    @CsvSource({"init", "s10", "clipped"})
    void shouldPairImagesWithTextsAlsoWhereEachHasOneMatch(String key) throws IOException {
        ReferenceCase reference = ReferenceCase.require("clip_symmetric");
        JsonNode expected = reference.expected();
        try (PointerScope scope = new PointerScope();
                ImageTextLoss loss =
                        new ImageTextLoss(of(expected.get(key + "_log_scale").asDouble()))) {
            Tensor images = leaf(reference.matrix("image"));
            Tensor texts = leaf(reference.matrix("text"));
            long rows = images.size(0);
            float[] own = new float[(int) (rows * rows)];
            for (int i = 0; i < rows; i++) {
                own[(int) (i * rows + i)] = 1;
            }

            Tensor value =
                    loss.value(images, texts, Tensor.create(own, rows, rows).to(images.scalar_type()), 0);

            assertClose(value, expected.get(key + "_loss"));
            assertClose(gradient(value, images), expected.get(key + "_grad_image"));
        }
    }

    @Test
    void shouldWantImagesSharedByTheTextsThatBelongToThem() {
        // Two rows of one person: the best that either may say of each is one half, so the loss is at least log 2.
        try (PointerScope scope = new PointerScope();
                ImageTextLoss loss = ImageTextLoss.fresh()) {
            Tensor rows = Tensor.create(new float[] {1, 0, 1, 0, 0, 1}, 3, 2);
            Tensor matches = Tensor.create(new float[] {1, 1, 0, 1, 1, 0, 0, 0, 1}, 3, 3);

            double value = loss.value(rows, rows, matches, 0).item_double();

            org.assertj.core.api.Assertions.assertThat(value)
                    .isCloseTo(2 / 3.0 * Math.log(2), org.assertj.core.api.Assertions.within(1e-4));
        }
    }

    @Test
    void shouldFindTheBatchNormOfTheReferenceInLibTorch() throws IOException {
        ReferenceCase reference = ReferenceCase.require("bnneck");
        JsonNode expected = reference.expected();
        try (PointerScope scope = new PointerScope()) {
            Tensor x = of(reference.matrix("x"));
            Tensor mean = of(reference.numbers("running_mean"));
            Tensor variance = of(reference.numbers("running_var"));
            TensorOptional gamma = new TensorOptional(of(reference.numbers("gamma")));
            TensorOptional beta = new TensorOptional(of(reference.numbers("beta")));
            TensorOptional keptMean = new TensorOptional(mean);
            TensorOptional keptVariance = new TensorOptional(variance);

            Tensor before = batch_norm(x, gamma, beta, keptMean, keptVariance, false, .1, 1e-5, false);
            Tensor train = batch_norm(x, gamma, beta, keptMean, keptVariance, true, .1, 1e-5, false);

            assertClose(read(before), expected.get("eval_out_before"));
            assertClose(read(train), expected.get("train_out"));
            assertClose(read(mean), expected.get("running_mean_after"));
            assertClose(read(variance), expected.get("running_var_after"));
        }
    }
}
