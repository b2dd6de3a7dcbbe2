package dev.sightline.trainer.network;

import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.proto.ModelProto;
import java.util.List;

/**
 * OSNet (Zhou et al., Omni-Scale Feature Learning for Person Re-Identification, ICCV 2019, table 1 and figures 3 to 5):
 * residual blocks of four streams, of one to four lite 3x3 convolutions, each weighed channel by channel through one gate
 * that all four share. The descriptor comes from a linear layer, batch normalization and ReLU.
 */
final class OsNet {
    private static final int STREAMS = 4;
    private static final int BOTTLENECK = 4;
    private static final int GATE = 16;

    private final Layers layers;

    private OsNet(Layers layers) {
        this.layers = layers;
    }

    /** @param channels of stem and the three stages: 64, 256, 384, 512 times the width */
    static ModelProto build(List<Integer> channels, PictureSize size, int dimension, long seed) {
        GraphBuilder graph = new GraphBuilder("osnet");
        String images = size.input(graph);
        Layers layers = new Layers(graph, seed);
        layers.known(images, PictureSize.CHANNELS);
        OsNet net = new OsNet(layers);
        String map = net.backbone(images, channels);
        String pooled = layers.flat(layers.globalAverage("pool", map), map);
        String linear = layers.smallLinear("fc", pooled, dimension);
        layers.activation("Relu", Head.DESCRIPTOR, layers.batchNorm("fc/norm", linear));
        graph.output(Head.DESCRIPTOR, "batch", Integer.toString(dimension));
        return graph.build(PictureSize.OPSET);
    }

    private String backbone(String images, List<Integer> channels) {
        String x = layers.unit("conv1", images, channels.get(0), ConvolutionWindow.of(7, 2));
        x = layers.pool("MaxPool", "maxpool", x, ConvolutionWindow.of(3, 2));
        x = reduce("conv2", stage("conv2", x, channels.get(1)));
        x = reduce("conv3", stage("conv3", x, channels.get(2)));
        x = stage("conv4", x, channels.get(3));
        return layers.unit("conv5", x, channels.get(3), ConvolutionWindow.POINT);
    }

    private String stage(String name, String x, int out) {
        return block(name + "/1", block(name + "/0", x, out), out);
    }

    private String reduce(String name, String x) {
        String mixed = layers.unit(name + "/reduce", x, layers.channels(x), ConvolutionWindow.POINT);
        return layers.pool("AveragePool", name + "/reduce/pool", mixed, ConvolutionWindow.of(2, 2));
    }

    private String block(String name, String x, int out) {
        int middle = out / BOTTLENECK;
        String narrow = layers.unit(name + "/conv1", x, middle, ConvolutionWindow.POINT);
        ChannelGate gate = ChannelGate.shared(layers, name + "/gate", middle, GATE);
        String sum = "";
        for (int stream = 1; stream <= STREAMS; stream++) {
            String gated = gate.apply(layers, stream, stream(name + "/stream" + stream, narrow, stream));
            sum = sum.isEmpty() ? gated : layers.join("Add", name + "/sum" + stream, sum, gated);
        }
        String wide = layers.normalized(name + "/conv3", sum, out, ConvolutionWindow.POINT);
        String straight =
                layers.channels(x) == out ? x : layers.normalized(name + "/straight", x, out, ConvolutionWindow.POINT);
        return layers.activation("Relu", name, layers.join("Add", name + "/joined", wide, straight));
    }

    private String stream(String name, String x, int length) {
        String y = x;
        for (int i = 0; i < length; i++) {
            y = lite(name + "/" + i, y);
        }
        return y;
    }

    /** Lite 3x3: a 1x1 convolution and a depthwise 3x3, normalized once. */
    private String lite(String name, String x) {
        int count = layers.channels(x);
        String mixed = layers.convolution(name + "/point", x, count, ConvolutionWindow.POINT);
        return layers.unit(name, mixed, count, ConvolutionWindow.depthwise(3, 1, count));
    }
}
