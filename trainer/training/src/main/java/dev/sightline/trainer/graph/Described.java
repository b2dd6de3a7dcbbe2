package dev.sightline.trainer.graph;

import java.util.Objects;
import org.bytedeco.pytorch.Tensor;

/**
 * What a descriptor network makes of a batch.
 *
 * @param features [batch, D] before the network's last normalisation layer, for losses on distances; the descriptors
 *     themselves where the graph has no output {@value TorchGraph#FEATURES}
 * @param descriptors [batch, D] what the product normalises and compares
 */
public record Described(Tensor features, Tensor descriptors) {
    public Described {
        Objects.requireNonNull(features);
        Objects.requireNonNull(descriptors);
    }
}
