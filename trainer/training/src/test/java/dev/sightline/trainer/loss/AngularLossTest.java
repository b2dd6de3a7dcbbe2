package dev.sightline.trainer.loss;

import static dev.sightline.trainer.loss.Numbers64.assertClose;
import static dev.sightline.trainer.loss.Numbers64.gradient;
import static dev.sightline.trainer.loss.Numbers64.labels;
import static dev.sightline.trainer.loss.Numbers64.leaf;
import static dev.sightline.trainer.loss.Numbers64.of;
import static dev.sightline.trainer.loss.Numbers64.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.testkit.ReferenceCase;
import dev.sightline.trainer.loss.AngularMargin.ArcFace;
import dev.sightline.trainer.loss.AngularMargin.CosFace;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AngularLossTest {

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("standard", new ArcFace(.5, ArcFace.Guard.STANDARD)),
                Arguments.of("easy", new ArcFace(.5, ArcFace.Guard.EASY)),
                Arguments.of("plain", new ArcFace(.5, ArcFace.Guard.PLAIN)),
                Arguments.of("cosface", new CosFace(.35)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldMatchTheReference(String key, AngularMargin margin) throws IOException {
        ReferenceCase reference = ReferenceCase.require("arcface_s30");
        try (PointerScope scope = new PointerScope();
                AngularLoss loss = new AngularLoss(of(reference.matrix("W")), margin, 30)) {
            Tensor x = leaf(reference.matrix("x"));
            Tensor labels = labels(reference.numbers("labels"));

            Tensor value = loss.value(LossInput.of(x, labels));

            assertClose(read(loss.logits(x, labels)), reference.expected().get(key + "_logits"));
            assertClose(value, reference.expected().get(key + "_loss"));
            assertClose(gradient(value, x), reference.expected().get(key + "_grad_x"));
            Tensor weight = loss.parameters().values().iterator().next();
            assertClose(read(weight.grad()), reference.expected().get(key + "_grad_W"));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldHaveFiniteGradientsOnAndOppositeTheClassWeight(String key, AngularMargin margin) {
        double[][] weights = {{1, 0}, {-1, 0}, {0, 1}};
        try (PointerScope scope = new PointerScope();
                AngularLoss loss = new AngularLoss(of(weights), margin, 64)) {
            Tensor x = leaf(new double[][] {{2, 0}, {3, 0}, {0, 0}});

            Tensor value = loss.value(LossInput.of(x, labels(0, 1, 2)));

            assertThat(value.item_double()).as(key).isFinite();
            assertThat(Arrays.stream(gradient(value, x))).as(key).allMatch(Double::isFinite);
        }
    }

    @Test
    void shouldTakeTheNearestOfSeveralCenters() {
        // Two classes of two centers: [1,0] and [0,1], [-1,0] and [0,-1].
        double[][] weights = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
        try (PointerScope scope = new PointerScope();
                AngularLoss loss = new AngularLoss(of(weights), new CosFace(.2), 10, 2)) {
            Tensor x = leaf(new double[][] {{0, 3}, {-.6, .8}});

            assertThat(read(loss.logits(x, labels(0, 1))))
                    .containsExactly(new double[] {8, 0, 8, 4}, Offset.offset(1e-9));
        }
        assertThatThrownBy(() -> new AngularLoss(of(weights), new CosFace(.2), 10, 3))
                .hasMessageContaining("3 centers a class do not divide 4 class weights");
    }

    @Test
    void shouldAskMoreOfGoodCropsThanOfPoorOnes() {
        try (PointerScope scope = new PointerScope();
                AdaFaceLoss loss = new AdaFaceLoss(of(new double[][] {{1, 0}, {0, 1}}), .4, 1)) {
            // All at the same angle, 45 degrees; lengths 1, 2 and 3: mean 2, deviation sqrt(2/3).
            double side = Math.sqrt(.5);
            Tensor x = leaf(new double[][] {{side, side}, {2 * side, 2 * side}, {3 * side, 3 * side}});
            double quality = .333 / (Math.sqrt(2 / 3.0) + 1e-3);

            double[] own = read(loss.logits(x, labels(0, 0, 0)));

            assertThat(own[0]).isCloseTo(adaFace(-quality), Offset.offset(1e-6));
            assertThat(own[2]).isCloseTo(adaFace(0), Offset.offset(1e-6));
            assertThat(own[4]).isCloseTo(adaFace(quality), Offset.offset(1e-6));
            assertThat(own[1]).isCloseTo(side, Offset.offset(1e-6));

            loss.afterStep(LossInput.of(x, labels(0, 0, 0)));
            loss.afterStep(LossInput.of(leaf(new double[][] {{12, 0}, {12, 0}}), labels(0, 0)));
            Tensor lengths = java.util.Objects.requireNonNull(loss.state().get("adaface.lengths"));
            assertThat(lengths.select(0, 0).item_double()).isCloseTo(2 + .01 * 10, Offset.offset(1e-4));
        }
    }

    /** Equations 13 to 15 at an angle of 45 degrees and a margin of .4. */
    private static double adaFace(double quality) {
        return Math.cos(Math.PI / 4 - .4 * quality) - (.4 * quality + .4);
    }

    @Test
    void shouldRefuseMarginsThatTurnTheCurveAround() {
        assertThatThrownBy(() -> new ArcFace(2, ArcFace.Guard.PLAIN)).hasMessageContaining("use radians");
        assertThatThrownBy(() -> new CosFace(0)).hasMessageContaining("from 0 to 2");
        assertThatThrownBy(() -> AngularLoss.fresh(3, 2, new CosFace(.3), 0, 1)).hasMessageContaining("Scale 0.0");
    }
}
