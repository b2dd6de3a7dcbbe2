package dev.sightline.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.testkit.ReferenceCase;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Tensors of doubles in and out, so that tests compare to nine digits. */
public final class Numbers64 {

    private Numbers64() {}

    public static Tensor of(double... row) {
        return Tensor.create(row, row.length);
    }

    public static Tensor of(double[][] rows) {
        double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return Tensor.create(flat, rows.length, rows[0].length);
    }

    /** A leaf whose gradient is wanted. */
    public static Tensor leaf(double[][] rows) {
        Tensor tensor = of(rows);
        tensor.set_requires_grad(true);
        return tensor;
    }

    public static Tensor labels(long... labels) {
        return Tensor.create(labels, labels.length);
    }

    public static Tensor labels(double[] labels) {
        return labels(Arrays.stream(labels).mapToLong(d -> (long) d).toArray());
    }

    public static double[][] random(long seed, int rows, int columns) {
        Random random = new Random(seed);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        return values;
    }

    public static double[] read(Tensor tensor) {
        Tensor plain = tensor.detach().to(torch.ScalarType.Double).contiguous();
        double[] values = new double[(int) plain.numel()];
        new DoublePointer(plain.data_ptr()).get(values);
        return values;
    }

    /** Runs backwards from {@code value} and gives the gradient of {@code leaf}. */
    public static double[] gradient(Tensor value, Tensor leaf) {
        value.backward();
        return read(leaf.grad());
    }

    public static void assertClose(double[] actual, JsonNode expected) {
        double[] flat = expected.get(0).isArray()
                ? Arrays.stream(matrix(expected))
                        .flatMapToDouble(Arrays::stream)
                        .toArray()
                : ReferenceCase.numbers(expected);
        assertThat(actual).containsExactly(flat, Offset.offset(1e-9));
    }

    public static void assertClose(Tensor actual, JsonNode expected) {
        assertThat(actual.item_double()).isCloseTo(expected.asDouble(), Offset.offset(1e-9));
    }

    public static double[][] matrix(JsonNode rows) {
        double[][] values = new double[rows.size()][];
        Arrays.setAll(values, i -> ReferenceCase.numbers(rows.get(i)));
        return values;
    }
}
