package dev.sightline.trainer.optimize;

import static dev.sightline.trainer.loss.Numbers64.matrix;
import static dev.sightline.trainer.loss.Numbers64.of;
import static dev.sightline.trainer.loss.Numbers64.random;
import static dev.sightline.trainer.loss.Numbers64.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.testkit.ReferenceCase;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizerTest {

    /** The reference's settings. */
    enum Kind {
        SGD("sgd_mom_wd", .1, 5e-4, g -> Optimizers.sgd(g, .9, false)),
        ADAM("adam_l2", 3.5e-4, 5e-4, Optimizers::adam),
        ADAM_W("adamw", 1e-3, .1, Optimizers::adamW),
        AMS_GRAD("adam_amsgrad_l2", 1.5e-3, 5e-4, Optimizers::amsGrad);

        private final String key;
        private final double rate;
        private final double decay;

        @SuppressWarnings("ImmutableEnumChecker")
        private final Function<List<ParameterGroup>, Optimizer> make;

        Kind(String key, double rate, double decay, Function<List<ParameterGroup>, Optimizer> make) {
            this.key = key;
            this.rate = rate;
            this.decay = decay;
            this.make = make;
        }

        Optimizer over(Map<String, Tensor> parameters) {
            return make.apply(List.of(new ParameterGroup("all", parameters, 1, decay)));
        }
    }

    private static Tensor parameter(double[] values) {
        Tensor tensor = of(values);
        tensor.set_requires_grad(true);
        return tensor;
    }

    /** Gives {@code parameter} exactly this gradient. */
    private static void pull(Tensor parameter, double[] gradient) {
        parameter.mul(of(gradient)).sum().backward();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldMatchTheReference(Kind kind) throws IOException {
        ReferenceCase reference = ReferenceCase.require("optimiser_steps");
        double[][] expected = matrix(reference.expected().get(kind.key));
        try (PointerScope scope = new PointerScope()) {
            Tensor w = parameter(reference.numbers("w0"));
            try (Optimizer optimizer = kind.over(Map.of("w", w))) {
                for (int step = 0; step < 3; step++) {
                    optimizer.zeroGradients();
                    pull(w, reference.matrix("grads")[step]);
                    optimizer.step(kind.rate);
                    assertThat(read(w)).containsExactly(expected[step], Offset.offset(1e-12));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldGoOnFromASavedStateToTheSameBits(Kind kind) {
        double[][] gradients = random(3, 6, 4);
        try (PointerScope scope = new PointerScope()) {
            Tensor whole = parameter(random(4, 1, 4)[0]);
            Tensor half = parameter(read(whole));
            Map<String, Tensor> saved = new HashMap<>();
            try (Optimizer first = kind.over(Map.of("w", whole));
                    Optimizer stopped = kind.over(Map.of("w", half))) {
                for (int step = 0; step < 6; step++) {
                    move(first, whole, gradients[step]);
                    if (step < 3) {
                        move(stopped, half, gradients[step]);
                    }
                }
                stopped.state().forEach((name, tensor) -> saved.put(name, tensor.clone()));
            }
            Tensor resumed = parameter(read(half));
            try (Optimizer second = kind.over(Map.of("w", resumed))) {
                second.restore(saved);
                for (int step = 3; step < 6; step++) {
                    move(second, resumed, gradients[step]);
                }
            }
            assertThat(read(resumed)).containsExactly(read(whole));
        }
    }

    private static void move(Optimizer optimizer, Tensor parameter, double[] gradient) {
        optimizer.zeroGradients();
        pull(parameter, gradient);
        optimizer.step(.01);
    }

    @Test
    void shouldMoveGroupsByTheirFactorAndLeaveWhatHasNoGradient() {
        try (PointerScope scope = new PointerScope()) {
            Tensor slow = parameter(new double[] {1, 1});
            Tensor fast = parameter(new double[] {1, 1});
            Tensor still = parameter(new double[] {1, 1});
            List<ParameterGroup> groups = List.of(
                    new ParameterGroup("backbone", Map.of("slow", slow), .3, 0),
                    new ParameterGroup("head", Map.of("fast", fast, "still", still), 1, 0));
            try (Optimizer optimizer = Optimizers.sgd(groups, 0, false)) {
                pull(slow, new double[] {1, 2});
                pull(fast, new double[] {1, 2});
                optimizer.step(.1);
            }
            assertThat(read(slow)).containsExactly(new double[] {.97, .94}, Offset.offset(1e-12));
            assertThat(read(fast)).containsExactly(new double[] {.9, .8}, Offset.offset(1e-12));
            assertThat(read(still)).containsExactly(1, 1);
        }
    }

    @Test
    void shouldCountStepsOfEachParameterAloneForTheBiasCorrection() {
        try (PointerScope scope = new PointerScope()) {
            Tensor early = parameter(new double[] {0});
            Tensor late = parameter(new double[] {0});
            List<ParameterGroup> groups =
                    List.of(new ParameterGroup("all", Map.of("early", early, "late", late), 1, 0));
            try (Optimizer optimizer = Optimizers.adam(groups)) {
                for (int step = 0; step < 5; step++) {
                    move(optimizer, early, new double[] {1});
                }
                optimizer.zeroGradients();
                pull(late, new double[] {1});
                optimizer.step(.01);
            }
            assertThat(read(late)[0]).isCloseTo(-.01, Offset.offset(1e-6));
        }
    }

    @Test
    void shouldClipTheJointNormAndReportIt() {
        try (PointerScope scope = new PointerScope()) {
            Tensor a = parameter(new double[] {0});
            Tensor b = parameter(new double[] {0});
            List<ParameterGroup> groups = List.of(new ParameterGroup("all", Map.of("a", a, "b", b), 1, 0));
            try (Optimizer optimizer = Optimizers.sgd(groups, 0, false)) {
                pull(a, new double[] {3});
                pull(b, new double[] {4});

                assertThat(optimizer.clipNorm(Double.POSITIVE_INFINITY)).isCloseTo(5, Offset.offset(1e-9));
                assertThat(optimizer.clipNorm(1)).isCloseTo(5, Offset.offset(1e-9));
                assertThat(read(a.grad())[0]).isCloseTo(.6, Offset.offset(1e-6));

                optimizer.zeroGradients();
                assertThat(a.grad().defined()).isFalse();
                pull(a, new double[] {Double.NaN});
                assertThat(optimizer.clipNorm(1)).isNaN();
            }
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        try (PointerScope scope = new PointerScope()) {
            Tensor w = parameter(new double[] {1, 2});
            ParameterGroup group = new ParameterGroup("all", Map.of("w", w), 1, 0);
            assertThatThrownBy(() -> Optimizers.adam(List.of(group, group))).hasMessageContaining("w is in");
            assertThatThrownBy(() -> new ParameterGroup("head", Map.of(), -1, 0))
                    .hasMessageContaining("rate factor -1.0 of parameter group head");
            try (Optimizer optimizer = Optimizers.adam(List.of(group))) {
                assertThatThrownBy(() -> optimizer.restore(Map.of("steps/w", of(1))))
                        .hasMessageContaining("missing")
                        .hasMessageContaining("first/w");
                Map<String, Tensor> wrong = new HashMap<>(optimizer.state());
                wrong.put("first/w", of(1, 2, 3));
                assertThatThrownBy(() -> optimizer.restore(wrong)).hasMessageContaining("first/w has shape [3]");
                assertThatThrownBy(() -> optimizer.step(Double.NaN)).hasMessageContaining("Rate NaN");
            }
        }
    }
}
