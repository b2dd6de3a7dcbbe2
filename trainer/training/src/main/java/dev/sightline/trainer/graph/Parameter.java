package dev.sightline.trainer.graph;

import java.util.List;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;

/**
 * A weight of a graph.
 *
 * @param name of the initializer
 * @param tensor its present value, a leaf of autograd; belongs to the graph
 * @param nodes names of the nodes that read it, for choosing by pattern
 * @param decays whether weight decay makes sense: false for biases and the scales of normalizations
 */
public record Parameter(String name, Tensor tensor, List<String> nodes, boolean decays) {
    public Parameter {
        Objects.requireNonNull(tensor);
        nodes = List.copyOf(nodes);
    }
}
