package dev.sightline.onnx.graph;

import com.google.protobuf.ByteString;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.HalfFloat;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Stores a network's large weights as half floats, which halves its file. A Cast node before their readers makes floats
 * of them again, which runtimes do once, when they load the file; the network computes in floats as before, with weights
 * rounded by at most one part in 2048. Stateless, any thread.
 */
public final class HalfWeights {
    private static final int HALF = 10;
    private static final String SUFFIX = "/half";
    /** Smaller tensors, biases and statistics, weigh little and stay exact. */
    private static final int WORTH_IT = 256;

    private HalfWeights() {}

    /** The network with its large float initializers stored as half floats; those out of range stay as they are. */
    public static ModelProto apply(ModelProto model) {
        GraphProto whole = model.getGraph();
        GraphProto.Builder graph = whole.toBuilder().clearNode().clearInitializer();
        Set<String> inputs = new HashSet<>();
        whole.getInputList().forEach(i -> inputs.add(i.getName()));
        for (TensorProto tensor : whole.getInitializerList()) {
            if (inputs.contains(tensor.getName()) || !fits(tensor)) {
                graph.addInitializer(tensor);
            } else {
                graph.addInitializer(halved(tensor));
                graph.addNode(cast(tensor.getName()));
            }
        }
        graph.addAllNode(whole.getNodeList());
        return model.toBuilder().setGraph(graph).build();
    }

    /** The network with floats for its half floats again: what {@link #apply} started from, but for the rounding. */
    public static ModelProto restore(ModelProto model) {
        GraphProto whole = model.getGraph();
        Map<String, String> floats = new HashMap<>();
        GraphProto.Builder graph = whole.toBuilder().clearNode().clearInitializer();
        for (NodeProto node : whole.getNodeList()) {
            if (node.getInputCount() == 1 && node.equals(cast(node.getOutput(0)))) {
                floats.put(node.getInput(0), node.getOutput(0));
            } else {
                graph.addNode(node);
            }
        }
        if (floats.isEmpty()) {
            return model;
        }
        for (TensorProto tensor : whole.getInitializerList()) {
            String name = floats.get(tensor.getName());
            graph.addInitializer(name == null ? tensor : widened(tensor, name));
        }
        return model.toBuilder().setGraph(graph).build();
    }

    private static boolean fits(TensorProto tensor) {
        if (tensor.getDataType() != Tensors.FLOAT
                || tensor.getDimsList().stream().reduce(1L, Math::multiplyExact) < WORTH_IT) {
            return false;
        }
        for (float value : Tensors.floats(tensor)) {
            if (!(Math.abs(value) <= HalfFloat.LARGEST)) {
                return false;
            }
        }
        return true;
    }

    private static TensorProto halved(TensorProto tensor) {
        float[] values = Tensors.floats(tensor);
        ByteBuffer raw = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putShort(HalfFloat.of(value));
        }
        return TensorProto.newBuilder()
                .addAllDims(tensor.getDimsList())
                .setDataType(HALF)
                .setName(tensor.getName() + SUFFIX)
                .setRawData(ByteString.copyFrom(raw.flip()))
                .build();
    }

    private static TensorProto widened(TensorProto tensor, String name) {
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[raw.remaining() / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = HalfFloat.toFloat(raw.getShort());
        }
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        return Tensors.floats(name, shape, values);
    }

    private static NodeProto cast(String tensor) {
        return NodeProto.newBuilder()
                .setName(tensor)
                .setOpType("Cast")
                .addInput(tensor + SUFFIX)
                .addOutput(tensor)
                .addAttribute(Attributes.of("to", Tensors.FLOAT))
                .build();
    }
}
