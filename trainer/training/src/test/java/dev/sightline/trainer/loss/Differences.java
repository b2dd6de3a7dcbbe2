package dev.sightline.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** The oracle of gradients: central differences. */
final class Differences {
    private static final double STEP = 1e-5;

    private Differences() {}

    /** Checks the gradient of {@code value} at {@code rows}. */
    static void assertGradient(Function<Tensor, Tensor> value, double[][] rows) {
        double[] gradient;
        try (PointerScope scope = new PointerScope()) {
            Tensor leaf = Numbers64.leaf(rows);
            gradient = Numbers64.gradient(value.apply(leaf), leaf);
        }
        for (int i = 0; i < gradient.length; i++) {
            int row = i / rows[0].length;
            int column = i % rows[0].length;
            double slope = (at(value, rows, row, column, STEP) - at(value, rows, row, column, -STEP)) / (2 * STEP);
            assertThat(gradient[i]).as("gradient at %d,%d", row, column).isCloseTo(slope, Offset.offset(1e-6));
        }
    }

    private static double at(Function<Tensor, Tensor> value, double[][] rows, int row, int column, double step) {
        double[][] moved = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            moved[i] = rows[i].clone();
        }
        moved[row][column] += step;
        try (PointerScope scope = new PointerScope()) {
            return value.apply(Numbers64.of(moved)).item_double();
        }
    }
}
