package dev.sightline.onnx.tfjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.proto.ModelProto;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operator, compared with TensorFlow's definition at the declared size, at another size and for two pictures. */
class TfjsImporterTest {
    private final Random random = new Random(7);
    private final TinyTfjs tiny = new TinyTfjs().picture(8, 12, 3);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1,1,1", "3,1,1", "3,2,1", "5,2,1", "5,1,1", "3,1,2", "2,2,1", "1,2,1"})
    void shouldConvolveAsTensorFlowDoes(int kernel, int stride, int dilation) {
        Grid weights = Grid.random(random, kernel, kernel, 3, 4);
        Grid bias = Grid.random(random, 4);
        tiny.floats("w", weights).floats("b", bias);
        ObjectNode node = convolution("_FusedConv2D", stride, dilation, "picture", "w", "b");
        TinyTfjs.texts(node, "fused_ops", List.of("BiasAdd", "Relu"));

        compare(x -> OnnxReference.map(
                OnnxReference.join(TfReference.same(x, weights, stride, dilation, false), bias, Double::sum),
                v -> Math.max(v, 0)));
    }

    @ParameterizedTest
    @CsvSource({"3,1,1", "3,2,1", "5,2,2"})
    void shouldConvolveDepthwiseAsTensorFlowDoes(int kernel, int stride, int multiplier) {
        Grid weights = Grid.random(random, kernel, kernel, 3, multiplier);
        Grid bias = Grid.random(random, 3 * multiplier);
        tiny.floats("w", weights).floats("b", bias);
        ObjectNode node = convolution("FusedDepthwiseConv2dNative", stride, 1, "picture", "w", "b");
        TinyTfjs.texts(node, "fused_ops", List.of("BiasAdd", "Relu6"));

        compare(x -> OnnxReference.map(
                OnnxReference.join(TfReference.same(x, weights, stride, 1, true), bias, Double::sum),
                v -> Math.min(Math.max(v, 0), 6)));
    }

    @ParameterizedTest
    @CsvSource({"VALID,6,10", "EXPLICIT,9,11"})
    void shouldPadAsTheNodeSays(String padding, int rows, int columns) {
        tiny.floats("w", Grid.random(random, 3, 3, 3, 1));
        ObjectNode node = convolution("Conv2D", 1, 1, "picture", "w");
        TinyTfjs.text(node, "padding", padding);
        TinyTfjs.ints(node, "explicit_paddings", 0, 0, 1, 2, 1, 0, 0, 0);

        ModelProto model = TfjsImporter.convert(tiny.write(folder), "images", List.of(OutputCut.parse("out=result")));

        Grid result = OnnxReference.run(model, "images", Grid.random(random, 1, 3, 8, 12), "result");
        assertThat(result.shape()).containsExactly(1, 1, rows, columns);
    }

    @Test
    void shouldConvolveWithoutFusedOperators() {
        Grid dense = Grid.random(random, 3, 3, 3, 5);
        Grid depthwise = Grid.random(random, 3, 3, 5, 1);
        tiny.floats("w", dense).floats("d", depthwise);
        convolution("Conv2D", 2, 1, "picture", "w").put("name", "dense");
        convolution("DepthwiseConv2dNative", 1, 1, "dense", "d");

        compare(x -> TfReference.same(TfReference.same(x, dense, 2, 1, false), depthwise, 1, 1, true));
    }

    @ParameterizedTest
    @CsvSource({"Relu", "Relu6", "Sigmoid", "Identity"})
    void shouldApplyElementwiseOperators(String op) {
        tiny.node("out", op, "picture");

        compare(x -> OnnxReference.map(x, v -> switch (op) {
            case "Relu" -> Math.max(v, 0);
            case "Relu6" -> Math.min(Math.max(v, 0), 6);
            case "Sigmoid" -> 1 / (1 + Math.exp(-v));
            default -> v;
        }));
    }

    @Test
    void shouldBroadcastConstantsOverLogicalAxes() {
        Grid perChannel = Grid.random(random, 3);
        Grid perPixel = Grid.random(random, 1, 1, 1, 3);
        tiny.floats("a", perChannel).floats("b", perPixel).floats("c", new Grid(new int[0], new float[] {0.5f}));
        tiny.node("sum", "Add", "picture", "a");
        tiny.node("product", "Mul", "b", "sum");
        tiny.node("out", "Mul", "product", "c");

        compare(x ->
                OnnxReference.join(OnnxReference.join(x, perChannel, Double::sum), perPixel, (v, w) -> v * w * 0.5));
    }

    @Test
    void shouldFoldOperatorsOnConstants() {
        tiny.floats("a", new Grid(new int[] {3}, new float[] {1, 2, 3}));
        tiny.floats("b", new Grid(new int[] {3}, new float[] {4, 5, 6}));
        tiny.node("c", "Mul", "a", "b");
        tiny.node("d", "Add", "c", "b");
        tiny.node("out", "Add", "picture", "d");

        compare(x -> OnnxReference.join(x, new Grid(new int[] {3}, new float[] {8, 15, 24}), Double::sum));
    }

    @Test
    void shouldSqueezeAndExciteWithAMeanOverRowsAndColumns() {
        tiny.ints("axes", new int[] {2}, 1, 2);
        TinyTfjs.flag(tiny.node("mean", "Mean", "picture", "axes"), "keep_dims", true);
        tiny.node("gate", "Sigmoid", "mean");
        tiny.node("out", "Mul", "picture", "gate");

        ModelProto model = compare(x ->
                OnnxReference.join(x, OnnxReference.mean(x, new int[] {1, 2}, true), (v, m) -> v / (1 + Math.exp(-m))));
        assertThat(new GraphEdit(model).operators()).containsEntry("GlobalAveragePool", 1);
    }

    @ParameterizedTest
    @CsvSource({"3,true", "-1,false", "1,true", "1,false"})
    void shouldTakeMeansOverOtherAxes(int axis, boolean keep) {
        tiny.ints("axes", new int[] {1}, axis);
        TinyTfjs.flag(tiny.node("out", "Mean", "picture", "axes"), "keep_dims", keep);

        compare(x -> OnnxReference.mean(x, new int[] {axis < 0 ? axis + 4 : axis}, keep));
    }

    @Test
    void shouldResizeByRatioAndConcatenateAlongLogicalAxes() {
        tiny.ints("size", new int[] {2}, 16, 24).ints("axis", new int[0], -1).ints("rows", new int[0], 1);
        tiny.node("big", "ResizeBilinear", "picture", "size");
        tiny.node("pair", "ConcatV2", "big", "big", "axis");
        tiny.node("out", "ConcatV2", "pair", "pair", "rows");

        compare(x -> {
            Grid big = TfReference.resize(x, 2 * x.shape()[1], 2 * x.shape()[2]);
            return doubled(doubled(big, 3), 1);
        });
    }

    @Test
    void shouldResizeWithHalfPixelCentersAndAlignedCorners() {
        tiny.ints("size", new int[] {2}, 16, 24);
        TinyTfjs.flag(tiny.node("half", "ResizeBilinear", "picture", "size"), "half_pixel_centers", true);
        TinyTfjs.flag(tiny.node("out", "ResizeBilinear", "picture", "size"), "align_corners", true);

        assertThat(modes("half")).containsExactly("half_pixel");
        assertThat(modes("out")).containsExactly("align_corners");
    }

    @Test
    void shouldLeaveNoTransposeAndNameEverySymbolicAxis() {
        tiny.floats("w", Grid.random(random, 3, 3, 3, 4));
        convolution("Conv2D", 2, 1, "picture", "w");

        ModelProto model = TfjsImporter.convert(tiny.write(folder), "images", List.of(OutputCut.parse("out=heat")));

        GraphEdit graph = new GraphEdit(model);
        assertThat(graph.inputs()).hasToString("[images [batch, 3, height, width]]");
        assertThat(graph.outputs()).hasToString("[heat [batch, 4, heat_2, heat_3]]");
        assertThat(graph.operators()).containsOnlyKeys("Conv", "Identity");
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(13);
        assertThat(TfjsImporter.convert(tiny.write(folder), "images", List.of(OutputCut.parse("out=heat")))
                        .toByteArray())
                .isEqualTo(model.toByteArray());
    }

    /** TensorFlow's definition, in TensorFlow's layout. */
    @FunctionalInterface
    private interface Definition {
        Grid apply(Grid picture);
    }

    private ModelProto compare(Definition expected) {
        ModelProto model = TfjsImporter.convert(tiny.write(folder), "images", List.of(OutputCut.parse("out=result")));
        for (int[] shape : new int[][] {{1, 8, 12, 3}, {2, 8, 12, 3}, {2, 16, 4, 3}}) {
            Grid picture = Grid.random(random, shape);
            Grid want = expected.apply(picture);
            Grid got = OnnxReference.run(model, "images", picture.transposed(0, 3, 1, 2), "result");
            Grid logical = want.shape().length == 4 ? got.transposed(0, 2, 3, 1) : got;
            assertThat(logical.shape()).isEqualTo(want.shape());
            float worst = 0;
            for (int i = 0; i < want.values().length; i++) {
                worst = Math.max(worst, Math.abs(logical.values()[i] - want.values()[i]));
            }
            assertThat(worst).isCloseTo(0, within(1e-4f));
            if (want.shape().length == 4) {
                assertThat(new GraphEdit(model).operators()).doesNotContainKey("Transpose");
            }
        }
        return model;
    }

    private ObjectNode convolution(String op, int stride, int dilation, String... inputs) {
        ObjectNode node = tiny.node("out", op, inputs);
        TinyTfjs.ints(node, "strides", 1, stride, stride, 1);
        TinyTfjs.ints(node, "dilations", 1, dilation, dilation, 1);
        TinyTfjs.text(node, "padding", "SAME");
        TinyTfjs.text(node, "data_format", "NHWC");
        return node;
    }

    private List<String> modes(String output) {
        ModelProto model = TfjsImporter.convert(tiny.write(folder), "images", List.of(new OutputCut(output, "result")));
        return model.getGraph().getNodeList().stream()
                .filter(n -> n.getOpType().equals("Resize"))
                .map(n -> dev.sightline.onnx.file.Attributes.text(n, "coordinate_transformation_mode", ""))
                .toList();
    }

    private static Grid doubled(Grid x, int axis) {
        int[] shape = x.shape().clone();
        shape[axis] *= 2;
        Grid y = Grid.zeros(shape);
        for (int[] index : Grid.indices(shape)) {
            int[] from = index.clone();
            from[axis] %= x.shape()[axis];
            y.set(x.at(from), index);
        }
        return y;
    }
}
