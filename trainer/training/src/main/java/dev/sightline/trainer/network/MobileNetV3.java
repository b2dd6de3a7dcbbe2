package dev.sightline.trainer.network;

import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.proto.ModelProto;
import java.util.List;

/**
 * MobileNetV3 (Howard et al., Searching for MobileNetV3, 2019, tables 1 and 2) without its classifier: inverted residuals
 * with squeeze-and-excite and h-swish. One output: the feature map at stride 32 behind the last 1x1 convolution.
 */
final class MobileNetV3 {
    private static final int STEM = 16;
    private static final int LAST_EXPANSION = 6;
    private static final int SQUEEZE = 4;
    private static final int DIVISOR = 8;

    private static final List<Block> LARGE = List.of(
            new Block(3, 16, 16, "RE", 1),
            new Block(3, 64, 24, "RE", 2),
            new Block(3, 72, 24, "RE", 1),
            new Block(5, 72, 40, "RE SE", 2),
            new Block(5, 120, 40, "RE SE", 1),
            new Block(5, 120, 40, "RE SE", 1),
            new Block(3, 240, 80, "HS", 2),
            new Block(3, 200, 80, "HS", 1),
            new Block(3, 184, 80, "HS", 1),
            new Block(3, 184, 80, "HS", 1),
            new Block(3, 480, 112, "HS SE", 1),
            new Block(3, 672, 112, "HS SE", 1),
            new Block(5, 672, 160, "HS SE", 2),
            new Block(5, 960, 160, "HS SE", 1),
            new Block(5, 960, 160, "HS SE", 1));
    private static final List<Block> SMALL = List.of(
            new Block(3, 16, 16, "RE SE", 2),
            new Block(3, 72, 24, "RE", 2),
            new Block(3, 88, 24, "RE", 1),
            new Block(5, 96, 40, "HS SE", 2),
            new Block(5, 240, 40, "HS SE", 1),
            new Block(5, 240, 40, "HS SE", 1),
            new Block(5, 120, 48, "HS SE", 1),
            new Block(5, 144, 48, "HS SE", 1),
            new Block(5, 288, 96, "HS SE", 2),
            new Block(5, 576, 96, "HS SE", 1),
            new Block(5, 576, 96, "HS SE", 1));

    private final Layers layers;

    private MobileNetV3(Layers layers) {
        this.layers = layers;
    }

    /** A row of the paper's table; kind: RE or HS, and SE where it squeezes. */
    private record Block(int kernel, int expanded, int out, String kind, int stride) {
        String activation() {
            return kind.startsWith("HS") ? "HardSwish" : "Relu";
        }

        boolean squeezes() {
            return kind.endsWith("SE");
        }
    }

    static ModelProto large(PictureSize size, long seed) {
        return build(LARGE, size, seed);
    }

    static ModelProto small(PictureSize size, long seed) {
        return build(SMALL, size, seed);
    }

    private static ModelProto build(List<Block> blocks, PictureSize size, long seed) {
        GraphBuilder graph = new GraphBuilder("mobilenetv3");
        String images = size.input(graph);
        Layers layers = new Layers(graph, seed);
        layers.known(images, PictureSize.CHANNELS);
        MobileNetV3 net = new MobileNetV3(layers);
        String x = net.swishing("stem", images, STEM, ConvolutionWindow.of(3, 2));
        for (int i = 0; i < blocks.size(); i++) {
            x = net.block("block" + (i + 1), x, blocks.get(i));
        }
        x = net.swishing("last", x, layers.channels(x) * LAST_EXPANSION, ConvolutionWindow.POINT);
        graph.output(x, "batch", Integer.toString(layers.channels(x)), "map_height", "map_width");
        return graph.build(PictureSize.OPSET);
    }

    private String swishing(String name, String x, int out, ConvolutionWindow window) {
        return layers.activation("HardSwish", name, layers.normalized(name, x, out, window));
    }

    private String block(String name, String x, Block block) {
        String y = x;
        if (block.expanded() != layers.channels(x)) {
            String wide = layers.normalized(name + "/expand", x, block.expanded(), ConvolutionWindow.POINT);
            y = layers.activation(block.activation(), name + "/expand", wide);
        }
        ConvolutionWindow window = ConvolutionWindow.depthwise(block.kernel(), block.stride(), block.expanded());
        y = layers.normalized(name + "/depthwise", y, block.expanded(), window);
        y = layers.activation(block.activation(), name + "/depthwise", y);
        if (block.squeezes()) {
            y = squeezeExcite(name + "/squeeze", y);
        }
        y = layers.normalized(name + "/project", y, block.out(), ConvolutionWindow.POINT);
        boolean residual = block.stride() == 1 && layers.channels(x) == block.out();
        return residual ? layers.join("Add", name, x, y) : y;
    }

    private String squeezeExcite(String name, String x) {
        int count = layers.channels(x);
        String mean = layers.globalAverage(name + "/mean", x);
        String narrow =
                layers.convolutionWithBias(name + "/in", mean, divisible(count / SQUEEZE), ConvolutionWindow.POINT);
        String relu = layers.activation("Relu", name + "/relu", narrow);
        String wide = layers.convolutionWithBias(name + "/out", relu, count, ConvolutionWindow.POINT);
        return layers.join("Mul", name, x, layers.hardSigmoid(name + "/weights", wide));
    }

    /** To the nearest multiple of 8, but never below nine tenths. */
    private static int divisible(int channels) {
        int rounded = Math.max(DIVISOR, (channels + DIVISOR / 2) / DIVISOR * DIVISOR);
        return rounded < 0.9 * channels ? rounded + DIVISOR : rounded;
    }
}
