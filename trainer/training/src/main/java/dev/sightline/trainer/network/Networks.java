package dev.sightline.trainer.network;

import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Known networks from scratch: ONNX graphs with input {@code images} [batch, 3, height, width], output
 * {@code descriptor} [batch, dimension] and, where there is a BNNeck, {@code features} [batch, dimension]. Batch
 * normalization is not folded, so they train. Pictures are RGB with the mean and deviation of ImageNet by custom, though
 * nothing in fresh weights asks for it. Stateless, any thread.
 */
public final class Networks {
    private static final List<String> NAMES = List.of(
            "osnet-x0.25",
            "osnet-x0.5",
            "osnet-x1.0",
            "resnet-18",
            "resnet-50",
            "mobilenetv3-small",
            "mobilenetv3-large");

    private Networks() {}

    /** What {@link #byName} knows. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * A network with fresh weights. OSNet ends as published (linear layer, batch normalization, ReLU); the others pool by
     * average, project when {@code dimension} is not their own channels, and end in a BNNeck.
     *
     * @param height of the pictures, in pixels
     * @param width of the pictures, in pixels
     * @param dimension of the descriptor
     * @param seed the same draws the same weights
     * @throws IllegalArgumentException when the name is unknown or a number is out of range
     */
    public static ModelProto byName(String name, int height, int width, int dimension, long seed) {
        if (dimension < 1) {
            throw new IllegalArgumentException("descriptor dimension is " + dimension + ", allowed: 1 or more");
        }
        PictureSize size = new PictureSize(height, width);
        return switch (name) {
            case "osnet-x0.25" -> OsNet.build(List.of(16, 64, 96, 128), size, dimension, seed);
            case "osnet-x0.5" -> OsNet.build(List.of(32, 128, 192, 256), size, dimension, seed);
            case "osnet-x1.0" -> OsNet.build(List.of(64, 256, 384, 512), size, dimension, seed);
            case "resnet-18" -> withNeck(ResNet.resnet18(size, seed), dimension, seed);
            case "resnet-50" -> withNeck(ResNet.resnet50(size, seed), dimension, seed);
            case "mobilenetv3-small" -> withNeck(MobileNetV3.small(size, seed), dimension, seed);
            case "mobilenetv3-large" -> withNeck(MobileNetV3.large(size, seed), dimension, seed);
            default ->
                throw new IllegalArgumentException("network '" + name + "' is unknown, allowed: "
                        + String.join(", ", NAMES) + "; or give the path of an ONNX file to start from");
        };
    }

    /**
     * How many numbers of a network learn: its float initializers of one axis or more, without the running statistics of
     * batch normalization.
     */
    public static long parameters(ModelProto model) {
        Set<String> statistics = new HashSet<>();
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (node.getOpType().equals("BatchNormalization")) {
                statistics.add(node.getInput(3));
                statistics.add(node.getInput(4));
            }
        }
        return model.getGraph().getInitializerList().stream()
                .filter(i -> i.getDataType() == Tensors.FLOAT && i.getDimsCount() > 0)
                .filter(i -> !statistics.contains(i.getName()))
                .mapToLong(i -> i.getDimsList().stream().reduce(1L, (a, b) -> a * b))
                .sum();
    }

    private static ModelProto withNeck(ModelProto backbone, int dimension, long seed) {
        long own = backbone.getGraph()
                .getOutput(0)
                .getType()
                .getTensorType()
                .getShape()
                .getDim(1)
                .getDimValue();
        OptionalInt projection = own == dimension ? OptionalInt.empty() : OptionalInt.of(dimension);
        return new Head(FeaturePooling.AVERAGE, 1, projection, true).attach(backbone, seed);
    }
}
