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
    void shouldRefuseMarginsThatTurnTheCurveAround() {
        assertThatThrownBy(() -> new ArcFace(2, ArcFace.Guard.PLAIN)).hasMessageContaining("use radians");
        assertThatThrownBy(() -> new CosFace(0)).hasMessageContaining("from 0 to 2");
        assertThatThrownBy(() -> AngularLoss.fresh(3, 2, new CosFace(.3), 0, 1)).hasMessageContaining("Scale 0.0");
    }
}
