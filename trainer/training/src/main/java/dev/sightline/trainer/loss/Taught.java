package dev.sightline.trainer.loss;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * What teachers say of the batch at hand.
 *
 * @param rows [N, numbers of all teachers], each teacher's part of length 1
 * @param dimensions numbers of each teacher, in the order of the parts
 */
public record Taught(Supplier<Tensor> rows, List<Integer> dimensions) {
    public Taught {
        dimensions = List.copyOf(dimensions);
    }
}
