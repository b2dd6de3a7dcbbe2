package dev.sightline.trainer.learn;

import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.platform.models.InputSpec;
import java.util.Objects;
import java.util.Set;

/**
 * The network a run begins with.
 *
 * @param model its graph
 * @param input how crops are laid into it
 * @param brought weights that were trained before, by name; empty for a network from scratch
 * @param parent model id it comes from, or what was built
 */
public record Start(ModelProto model, InputSpec input, Set<String> brought, String parent) {
    public Start {
        Objects.requireNonNull(model);
        Objects.requireNonNull(input);
        brought = Set.copyOf(brought);
    }
}
