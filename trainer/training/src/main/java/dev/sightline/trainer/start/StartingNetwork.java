package dev.sightline.trainer.start;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.teach.Teacher;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The network a run begins with.
 *
 * @param model its graph
 * @param input how crops are laid into it
 * @param brought weights that were trained before, by name; empty for a network from scratch
 * @param parent model id it comes from, or what was built
 * @param teachers whose descriptors it shall keep while it learns, where the recipe says so
 * @param mirrorImages whether the model that it comes from described mirror images too, which {@code model} here does not:
 *     what comes of it shall do so again
 * @param compatibleWith the old model that its descriptors shall stay comparable with
 */
public record StartingNetwork(
        ModelProto model,
        InputSpec input,
        Set<String> brought,
        String parent,
        List<Teacher> teachers,
        boolean mirrorImages,
        Optional<Teacher> compatibleWith) {
    public StartingNetwork {
        Objects.requireNonNull(model);
        Objects.requireNonNull(input);
        brought = Set.copyOf(brought);
        teachers = List.copyOf(teachers);
    }

    /** A start that need not stay comparable with anything. */
    public StartingNetwork(
            ModelProto model,
            InputSpec input,
            Set<String> brought,
            String parent,
            List<Teacher> teachers,
            boolean mirrorImages) {
        this(model, input, brought, parent, teachers, mirrorImages, Optional.empty());
    }

    /** A start without teachers, on single pictures. */
    public StartingNetwork(ModelProto model, InputSpec input, Set<String> brought, String parent) {
        this(model, input, brought, parent, List.of(), false);
    }

    public StartingNetwork taughtBy(List<Teacher> others) {
        return new StartingNetwork(model, input, brought, parent, others, mirrorImages, compatibleWith);
    }

    public StartingNetwork comparableWith(Optional<Teacher> old) {
        return new StartingNetwork(model, input, brought, parent, teachers, mirrorImages, old);
    }
}
