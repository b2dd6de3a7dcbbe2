package dev.sightline.trainer.graph;

import java.util.Objects;
import org.bytedeco.pytorch.Tensor;

/**
 * What a descriptor network makes of a batch.
 *
 * @param features [batch, D] before the network's last normalization layer, for losses on distances; the descriptors
 *     themselves where the graph has no output {@value TorchGraph#FEATURES}
 * @param descriptors [batch, D] what the product normalizes and compares
 */
public record NetworkOutput(Tensor features, Tensor descriptors) {
    public NetworkOutput {
        Objects.requireNonNull(features);
        Objects.requireNonNull(descriptors);
    }
}
