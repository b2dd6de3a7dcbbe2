package dev.sightline.trainer.network;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.graph.GraphCut;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.graph.SymbolicBatch;
import dev.sightline.onnx.graph.TensorSignature;
import dev.sightline.onnx.proto.ModelProto;
import java.util.List;

/**
 * The feature extractor of a trained network as the start of another (transfer learning): everything up to one or
 * several feature maps, which become the outputs {@code [batch, channels, height, width]}. {@link Head#attach} makes a
 * descriptor network of it. Its pictures are prepared as the original network's were. Stateless, any thread.
 */
public final class BackboneCut {
    /** Name of the picture input of every network here. */
    public static final String IMAGES = "images";

    /**
     * The last feature maps of the MobileNetV3 inside the default person detector ({@code person-centernet}): 88 channels
     * at stride 16 and 120 at stride 32. Its pictures are RGB 0..255, mean 0, scale 1; both sides multiples of 32.
     */
    public static final List<String> CENTERNET =
            List.of("tower_0/MobilenetV3/expanded_conv_11/add", "tower_0/MobilenetV3/expanded_conv_14/add");

    private BackboneCut() {}

    /**
     * @param model a network with one picture input {@code [batch, 3, height, width]}
     * @param featureMaps names of inner tensors, in the order the head is to see them
     * @throws OnnxException when a tensor is unknown or the part has more than one input
     */
    public static ModelProto at(ModelProto model, List<String> featureMaps) {
        GraphEdit part = new GraphEdit(GraphCut.at(SymbolicBatch.apply(model), featureMaps));
        List<TensorSignature> inputs = part.inputs();
        if (inputs.size() != 1) {
            throw new OnnxException("a backbone has one input, but the network up to " + featureMaps + " reads "
                    + inputs + "; cut where only the picture is needed");
        }
        part.renameInput(inputs.get(0).name(), IMAGES);
        return part.model();
    }
}
