package dev.sightline.trainer.start;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphCut;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.graph.HalfWeights;
import dev.sightline.onnx.graph.SymbolicBatch;
import dev.sightline.onnx.graph.TensorSignature;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorProto;
import dev.sightline.trainer.network.BackboneCut;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An ONNX file that nobody wrote a manifest for, as the start of a descriptor: up to chosen tensors, with one input
 * {@code images} [batch, 3, height, width]. Inputs beside the picture become constants, a fixed batch is freed, a picture whose
 * channels come last is turned in front of it.
 *
 * @param file the network
 * @param input what it is to be given
 * @param cut tensors that become its outputs; none: its first output
 * @param constants what its other inputs are given, by name: one number for all places
 */
record ForeignNetwork(Path file, ForeignInput input, List<String> cut, Map<String, Double> constants) {
    private static final int PICTURES = 4;
    private static final int BOOL = 9;

    ForeignNetwork {
        cut = List.copyOf(cut);
        constants = Map.copyOf(constants);
    }

    /** The part with one input; the shapes of its outputs are not known yet. */
    ModelProto part() {
        ModelProto model = HalfWeights.restore(OnnxFile.read(file));
        String picture = picture(model);
        requireKnown(model, picture);
        List<String> outputs =
                cut.isEmpty() ? List.of(model.getGraph().getOutput(0).getName()) : cut;
        ModelProto part = GraphCut.anywhere(model, outputs);
        if (new GraphEdit(part).inputs().stream().noneMatch(i -> i.name().equals(picture))) {
            throw new OnnxException(
                    file + ": what is computed up to " + outputs + " does not depend on the picture; cut later");
        }
        return turned(SymbolicBatch.apply(withConstants(part, picture)), picture);
    }

    private static List<TensorSignature> besides(ModelProto model, String picture) {
        return new GraphEdit(model)
                .inputs().stream().filter(i -> !i.name().equals(picture)).toList();
    }

    private void requireKnown(ModelProto model, String picture) {
        List<TensorSignature> others = besides(model, picture);
        for (String name : constants.keySet()) {
            if (others.stream().noneMatch(o -> o.name().equals(name))) {
                throw new OnnxException(file + ": a constant is given for '" + name + "', which is no input beside '"
                        + picture + "'; those are " + others);
            }
        }
    }

    private String picture(ModelProto model) {
        List<TensorSignature> inputs = new GraphEdit(model).inputs();
        List<TensorSignature> fitting = inputs.stream()
                .filter(i -> input.name().map(i.name()::equals).orElse(i.shape().size() == PICTURES))
                .toList();
        if (fitting.size() != 1) {
            throw new OnnxException(file + ": " + fitting.size() + " of its inputs could take the picture"
                    + input.name().map(n -> " (name=" + n + ")").orElse("") + "; name one with name= in --input: "
                    + inputs);
        }
        return fitting.get(0).name();
    }

    private ModelProto withConstants(ModelProto model, String picture) {
        List<TensorSignature> others = besides(model, picture);
        ModelProto.Builder made = model.toBuilder();
        for (int i = made.getGraph().getInputCount() - 1; i >= 0; i--) {
            if (!made.getGraph().getInput(i).getName().equals(picture)) {
                made.getGraphBuilder().removeInput(i);
            }
        }
        for (TensorSignature other : others) {
            Double value = constants.get(other.name());
            if (value == null) {
                throw new OnnxException(
                        file + ": it has the input " + other + " beside the picture; give it a value, such as"
                                + " --constant " + other.name() + "=0, or cut where it is not needed");
            }
            NodeProto node = NodeProto.newBuilder()
                    .setName(other.name())
                    .setOpType("Constant")
                    .addOutput(other.name())
                    .addAttribute(Attributes.of("value", filled(other, value)))
                    .build();
            made.getGraphBuilder().addNode(0, node);
        }
        return made.build();
    }

    /** Sides that are not fixed count as 1, so that they go with any batch. */
    private TensorProto filled(TensorSignature input, double value) {
        long[] shape = input.shape().stream()
                .mapToLong(side -> side.matches("\\d{1,9}") ? Long.parseLong(side) : 1)
                .toArray();
        int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        return switch (input.elementType()) {
            case Tensors.FLOAT -> {
                float[] values = new float[count];
                Arrays.fill(values, (float) value);
                yield Tensors.floats(input.name(), shape, values);
            }
            case Tensors.INT64 -> {
                long[] values = new long[count];
                Arrays.fill(values, Math.round(value));
                yield Tensors.longs(input.name(), shape, values);
            }
            case Tensors.INT32, BOOL -> {
                TensorProto.Builder tensor =
                        TensorProto.newBuilder().setName(input.name()).setDataType(input.elementType());
                Arrays.stream(shape).forEach(tensor::addDims);
                for (int i = 0; i < count; i++) {
                    tensor.addInt32Data((int) Math.round(value));
                }
                yield tensor.build();
            }
            default ->
                throw new OnnxException(file + ": input " + input + " has element type " + input.elementType()
                        + "; supported for constants are float32, int32, int64 and bool");
        };
    }

    private ModelProto turned(ModelProto part, String picture) {
        GraphEdit edit = new GraphEdit(part);
        List<String> shape = edit.inputs().get(0).shape();
        boolean last = input.channelsLast().orElseGet(() -> channelsLast(shape));
        if (!last) {
            edit.renameInput(picture, BackboneCut.IMAGES);
            return sized(edit.model());
        }
        String own = "start/channels-last";
        NodeProto turn = NodeProto.newBuilder()
                .setName(own)
                .setOpType("Transpose")
                .addInput(picture)
                .addOutput(own)
                .addAttribute(Attributes.of("perm", new long[] {0, 2, 3, 1}))
                .build();
        edit.insertAfter(picture, List.of(turn), own);
        edit.renameInput(picture, BackboneCut.IMAGES);
        return sized(edit.model());
    }

    private boolean channelsLast(List<String> shape) {
        if (shape.size() == PICTURES
                && shape.get(1).equals("3") != shape.get(PICTURES - 1).equals("3")) {
            return shape.get(PICTURES - 1).equals("3");
        }
        throw new OnnxException(file + ": its input is " + shape + ", which does not tell where the channels are; say"
                + " layout=nchw or layout=nhwc in --input");
    }

    /** The input's shape as the network is to be used. */
    private ModelProto sized(ModelProto part) {
        ModelProto.Builder made = part.toBuilder();
        var shape = made.getGraphBuilder()
                .getInputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .clearDim();
        shape.addDimBuilder().setDimParam(SymbolicBatch.BATCH);
        shape.addDimBuilder().setDimValue(3);
        shape.addDimBuilder().setDimValue(input.height());
        shape.addDimBuilder().setDimValue(input.width());
        return made.build();
    }
}
