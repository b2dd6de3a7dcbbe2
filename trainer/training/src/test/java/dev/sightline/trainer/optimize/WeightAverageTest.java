package dev.sightline.trainer.optimize;

import static dev.sightline.trainer.loss.Numbers64.of;
import static dev.sightline.trainer.loss.Numbers64.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class WeightAverageTest {

    private static void set(Tensor tensor, double value) {
        try (NoGradGuard guard = new NoGradGuard()) {
            tensor.fill_(new Scalar(value));
        }
    }

    @Test
    void shouldForgetFastAtFirstAndByTheDecayLater() {
        try (PointerScope scope = new PointerScope()) {
            Tensor w = of(1.0).set_requires_grad(true);
            Tensor count = Tensor.create(new long[] {0}, 1);
            try (WeightAverage average = new WeightAverage(Map.of("w", w, "count", count), .5)) {
                double expected = 1;
                for (int t = 0; t < 20; t++) {
                    set(w, t * t);
                    count.fill_(new Scalar((long) t));
                    average.update();
                    double kept = Math.min(.5, (1.0 + t) / (10 + t));
                    expected = kept * expected + (1 - kept) * t * t;
                }
                average.swap();
                assertThat(read(w)[0]).isCloseTo(expected, Offset.offset(1e-9));
                assertThat(count.item_long()).isEqualTo(19);
                assertThat(w.requires_grad()).isTrue();
                average.swap();
                assertThat(read(w)[0]).isEqualTo(361);
            }
        }
    }

    @Test
    void shouldGoOnFromASavedState() {
        try (PointerScope scope = new PointerScope()) {
            Tensor w = of(1.0);
            Map<String, Tensor> saved = new HashMap<>();
            double expected;
            try (WeightAverage average = new WeightAverage(Map.of("w", w), .9)) {
                set(w, 3);
                average.update();
                average.state().forEach((name, tensor) -> saved.put(name, tensor.clone()));
                set(w, 7);
                average.update();
                average.swap();
                expected = read(w)[0];
            }
            Tensor other = of(3.0);
            try (WeightAverage average = new WeightAverage(Map.of("w", other), .9)) {
                average.restore(saved);
                set(other, 7);
                average.update();
                average.swap();
                assertThat(read(other)).containsExactly(expected);
            }
        }
    }

    @Test
    void shouldDoNothingWithoutADecay() {
        try (PointerScope scope = new PointerScope()) {
            Tensor w = of(1.0);
            try (WeightAverage average = new WeightAverage(Map.of("w", w), 0)) {
                average.update();
                set(w, 2);
                average.swap();
                assertThat(read(w)).containsExactly(2);
                assertThat(average.state()).isEmpty();
            }
            assertThatThrownBy(() -> new WeightAverage(Map.of("w", w), 1)).hasMessageContaining("Decay 1.0");
        }
    }
}
