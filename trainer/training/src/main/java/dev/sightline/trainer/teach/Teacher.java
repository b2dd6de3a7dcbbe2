package dev.sightline.trainer.teach;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.onnx.proto.ModelProto;

/**
 * A trained network that stays as it is, and as its file has it: fixed batch, any layout.
 *
 * @param model its graph
 * @param input how crops are laid into it
 * @param modelId id and version
 */
public record Teacher(ModelProto model, InputSpec input, String modelId) {}
