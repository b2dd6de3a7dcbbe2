package dev.sightline.trainer.network;

import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.proto.ModelProto;
import java.util.List;

/**
 * ResNet (He et al., Deep Residual Learning for Image Recognition, 2015, table 1), the stride of a bottleneck at its 3x3
 * convolution, and stride 1 in the last stage, which re-identification gains from (Luo et al., Bag of Tricks, section
 * 3.4). One output: the feature map at stride 16.
 */
final class ResNet {
    private static final int STEM = 64;
    private static final int EXPANSION = 4;

    private final Layers layers;
    private final boolean bottleneck;

    private ResNet(Layers layers, boolean bottleneck) {
        this.layers = layers;
        this.bottleneck = bottleneck;
    }

    static ModelProto resnet18(PictureSize size, long seed) {
        return build(List.of(2, 2, 2, 2), false, size, seed);
    }

    static ModelProto resnet50(PictureSize size, long seed) {
        return build(List.of(3, 4, 6, 3), true, size, seed);
    }

    private static ModelProto build(List<Integer> blocks, boolean bottleneck, PictureSize size, long seed) {
        GraphBuilder graph = new GraphBuilder("resnet");
        String images = size.input(graph);
        Layers layers = new Layers(graph, seed);
        layers.known(images, PictureSize.CHANNELS);
        ResNet net = new ResNet(layers, bottleneck);
        String x = layers.unit("stem", images, STEM, ConvolutionWindow.of(7, 2));
        x = layers.pool("MaxPool", "stem/pool", x, ConvolutionWindow.of(3, 2));
        for (int stage = 0; stage < blocks.size(); stage++) {
            int stride = stage == 1 || stage == 2 ? 2 : 1;
            for (int i = 0; i < blocks.get(stage); i++) {
                x = net.block("stage" + (stage + 1) + "/" + i, x, STEM << stage, i == 0 ? stride : 1);
            }
        }
        graph.output(x, "batch", Integer.toString(layers.channels(x)), "map_height", "map_width");
        return graph.build(PictureSize.OPSET);
    }

    private String block(String name, String x, int width, int stride) {
        int out = bottleneck ? width * EXPANSION : width;
        String deep = bottleneck ? bottleneck(name, x, width, stride) : basic(name, x, width, stride);
        String straight = stride == 1 && layers.channels(x) == out
                ? x
                : layers.normalized(name + "/straight", x, out, ConvolutionWindow.of(1, stride));
        return layers.activation("Relu", name, layers.join("Add", name + "/joined", deep, straight));
    }

    private String basic(String name, String x, int width, int stride) {
        String first = layers.unit(name + "/a", x, width, ConvolutionWindow.of(3, stride));
        return layers.normalized(name + "/b", first, width, ConvolutionWindow.of(3, 1));
    }

    private String bottleneck(String name, String x, int width, int stride) {
        String first = layers.unit(name + "/a", x, width, ConvolutionWindow.POINT);
        String second = layers.unit(name + "/b", first, width, ConvolutionWindow.of(3, stride));
        return layers.normalized(name + "/c", second, width * EXPANSION, ConvolutionWindow.POINT);
    }
}
