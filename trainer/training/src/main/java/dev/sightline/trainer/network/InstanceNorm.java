package dev.sightline.trainer.network;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.Channels;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.proto.AttributeProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts trainable instance normalization into a network: each picture's own mean and contrast go out channel by channel,
 * and with them much of what distinguishes one camera's light from another's (Pan et al., Two at Once: IBN-Net, ECCV 2018).
 * Stateless, any thread.
 */
public final class InstanceNorm {
    private static final float EPSILON = 1e-5f;
    private static final long ALL = Long.MAX_VALUE;

    private InstanceNorm() {}

    /**
     * On the picture itself: every channel gets the mean and the deviation given, in the units the network expects, so
     * trained weights go on working. For RGB 0..255 and the usual pictures: means 124, 116, 104, deviations 58, 57, 57.
     *
     * @param means one for each channel of the input; they train
     * @param deviations one for each channel of the input; they train
     */
    public static ModelProto onInput(ModelProto model, float[] means, float[] deviations) {
        GraphEdit edit = new GraphEdit(model);
        String images = edit.inputs().get(0).name();
        requireFit(images, channels(model, images), means, deviations);
        insert(edit, images, List.of(), new Affine(deviations, means));
        return edit.model();
    }

    /**
     * On the first half of a tensor's channels, as IBN-a does in the early blocks of a network; the other half passes.
     *
     * @param featureMaps tensors {@code [batch, channels, height, width]}
     */
    public static ModelProto onHalf(ModelProto model, List<String> featureMaps) {
        GraphEdit edit = new GraphEdit(model);
        for (String map : featureMaps) {
            int half = channels(model, map) / 2;
            String first = map + "/instance/first";
            String rest = map + "/instance/rest";
            List<NodeProto> split = new ArrayList<>(List.of(
                    slice(edit, map, first, new long[] {0, half}), slice(edit, map, rest, new long[] {half, ALL})));
            insert(edit, map, split, Affine.plain(half));
        }
        return edit.model();
    }

    @SuppressWarnings("ArrayRecordComponent") // Lives within one call.
    private record Affine(float[] scale, float[] shift) {
        static Affine plain(int channels) {
            float[] ones = new float[channels];
            Arrays.fill(ones, 1);
            return new Affine(ones, new float[channels]);
        }
    }

    private static void insert(GraphEdit edit, String tensor, List<NodeProto> split, Affine affine) {
        String own = tensor + "/instance";
        long[] shape = {affine.scale().length};
        edit.addInitializer(Tensors.floats(own + "/scale", shape, affine.scale()));
        edit.addInitializer(Tensors.floats(own + "/shift", shape, affine.shift()));
        List<NodeProto> nodes = new ArrayList<>(split);
        String read = split.isEmpty() ? tensor : own + "/first";
        List<String> inputs = List.of(read, own + "/scale", own + "/shift");
        nodes.add(node("InstanceNormalization", own, inputs, Attributes.of("epsilon", EPSILON)));
        if (!split.isEmpty()) {
            nodes.add(node("Concat", own + "/joined", List.of(own, own + "/rest"), Attributes.of("axis", 1)));
        }
        edit.insertAfter(tensor, nodes, split.isEmpty() ? own : own + "/joined");
    }

    private static NodeProto slice(GraphEdit edit, String from, String to, long[] range) {
        long[] one = {1};
        edit.addInitializer(Tensors.longs(to + "/start", one, range[0]));
        edit.addInitializer(Tensors.longs(to + "/end", one, range[1]));
        edit.addInitializer(Tensors.longs(to + "/axis", one, 1));
        return node("Slice", to, List.of(from, to + "/start", to + "/end", to + "/axis"));
    }

    private static NodeProto node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    private static int channels(ModelProto model, String tensor) {
        return new Channels(model.getGraph()).of(tensor);
    }

    private static void requireFit(String input, int channels, float[] means, float[] deviations) {
        if (means.length != channels || deviations.length != channels) {
            throw new OnnxException("input '" + input + "' has " + channels + " channels, but " + means.length
                    + " means and " + deviations.length + " deviations are given");
        }
    }
}
