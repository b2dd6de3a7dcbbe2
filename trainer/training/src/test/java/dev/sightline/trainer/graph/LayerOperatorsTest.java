package dev.sightline.trainer.graph;

import static dev.sightline.trainer.graph.OperatorCase.in;
import static dev.sightline.trainer.graph.OperatorCase.ints;
import static dev.sightline.trainer.graph.OperatorCase.of;
import static dev.sightline.trainer.graph.OperatorCase.plain;

import ai.onnxruntime.OrtException;
import dev.sightline.onnx.file.Attributes;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers and activations give what ONNX Runtime gives. */
class LayerOperatorsTest {

    @ParameterizedTest
    @MethodSource({"convolutions", "products", "normalizations", "activations", "pooling"})
    void shouldGiveWhatOnnxRuntimeGives(OperatorCase operator) throws OrtException {
        operator.check();
    }

    static Stream<OperatorCase> convolutions() {
        return Stream.of(
                of("Conv plain", 13, t -> t.op("Conv", in("x", t.weights(3, 4, 3, 3)))),
                of(
                        "Conv bias, pads",
                        13,
                        t -> t.op("Conv", in("x", t.weights(3, 4, 3, 3), t.weights(3)), ints("pads", 1, 2, 1, 2))),
                of(
                        "Conv uneven pads",
                        13,
                        t -> t.op(
                                "Conv",
                                in("x", t.weights(3, 4, 3, 3)),
                                ints("pads", 0, 1, 2, 0),
                                ints("strides", 2, 1))),
                of(
                        "Conv SAME_UPPER",
                        13,
                        t -> t.op(
                                "Conv",
                                in("x", t.weights(3, 4, 3, 2)),
                                ints("strides", 2, 2),
                                Attributes.of("auto_pad", "SAME_UPPER"))),
                of(
                        "Conv SAME_LOWER",
                        13,
                        t -> t.op(
                                "Conv",
                                in("x", t.weights(3, 4, 2, 3)),
                                ints("strides", 2, 2),
                                Attributes.of("auto_pad", "SAME_LOWER"))),
                of(
                        "Conv VALID",
                        13,
                        t -> t.op("Conv", in("x", t.weights(3, 4, 2, 3)), Attributes.of("auto_pad", "VALID"))),
                of(
                        "Conv depthwise",
                        13,
                        t -> t.op(
                                "Conv",
                                in("x", t.weights(4, 1, 3, 3)),
                                Attributes.of("group", 4),
                                ints("pads", 1, 1, 1, 1))),
                of(
                        "Conv grouped, dilated",
                        13,
                        t -> t.op(
                                "Conv",
                                in("x", t.weights(6, 2, 2, 2)),
                                Attributes.of("group", 2),
                                ints("dilations", 2, 3))),
                of(
                        "Conv one axis",
                        13,
                        t -> t.shape(2, 4, 9)
                                .op(
                                        "Conv",
                                        in("x", t.weights(3, 4, 3)),
                                        ints("pads", 1, 1),
                                        ints("strides", 2),
                                        ints("kernel_shape", 3))),
                of(
                        "ConvTranspose",
                        13,
                        t -> t.op(
                                "ConvTranspose", in("x", t.weights(4, 3, 2, 2), t.weights(3)), ints("strides", 2, 2))),
                of(
                        "ConvTranspose pads",
                        13,
                        t -> t.op(
                                "ConvTranspose",
                                in("x", t.weights(4, 3, 3, 3)),
                                ints("strides", 2, 2),
                                ints("pads", 1, 1, 1, 1),
                                ints("output_padding", 1, 1))));
    }

    static Stream<OperatorCase> products() {
        return Stream.of(
                of("Gemm", 13, t -> t.shape(3, 4).op("Gemm", in("x", t.weights(4, 5), t.weights(5)))),
                of(
                        "Gemm no bias",
                        13,
                        t -> t.shape(3, 4).op("Gemm", in("x", t.weights(4, 5)), Attributes.of("alpha", 0.5f))),
                of(
                        "Gemm turned",
                        13,
                        t -> t.shape(3, 4)
                                .op(
                                        "Gemm",
                                        in("x", t.weights(5, 3), t.weights(1)),
                                        Attributes.of("transA", 1),
                                        Attributes.of("transB", 1),
                                        Attributes.of("alpha", 2f),
                                        Attributes.of("beta", 0.5f))),
                of("Gemm opset 9", 9, t -> t.shape(3, 4).op("Gemm", in("x", t.weights(4, 5), t.weights(3, 5)))),
                of("MatMul", 13, t -> t.op("MatMul", in("x", t.weights(5, 3)))),
                of("MatMul batched", 13, t -> t.op("MatMul", in("x", t.weights(4, 5, 2)))),
                of(
                        "Einsum",
                        13,
                        t -> t.op("Einsum", in("x", t.weights(5, 3)), Attributes.of("equation", "nchw,wk->nkch"))));
    }

    static Stream<OperatorCase> normalizations() {
        return Stream.of(
                of(
                        "BatchNormalization",
                        9,
                        t -> t.op(
                                "BatchNormalization",
                                in("x", t.weights(4), t.weights(4), t.weights(4), t.positive(4)),
                                Attributes.of("epsilon", 1e-3f))),
                of(
                        "BatchNormalization",
                        15,
                        t -> t.op(
                                "BatchNormalization",
                                in("x", t.weights(4), t.weights(4), t.weights(4), t.positive(4)))),
                of(
                        "BatchNormalization of vectors",
                        13,
                        t -> t.shape(3, 4)
                                .op(
                                        "BatchNormalization",
                                        in("x", t.weights(4), t.weights(4), t.weights(4), t.positive(4)))),
                of(
                        "InstanceNormalization",
                        13,
                        t -> t.op(
                                "InstanceNormalization",
                                in("x", t.weights(4), t.weights(4)),
                                Attributes.of("epsilon", 1e-3f))),
                of("LayerNormalization", 17, t -> t.op("LayerNormalization", in("x", t.weights(5), t.weights(5)))),
                of(
                        "LayerNormalization from axis 2",
                        17,
                        t -> t.op(
                                "LayerNormalization",
                                in("x", t.weights(6, 5)),
                                Attributes.of("axis", 2),
                                Attributes.of("epsilon", 1e-4f))),
                of("LayerNormalization in parts", 13, LayerOperatorsTest::layerNormInParts),
                of(
                        "GroupNormalization by group",
                        18,
                        t -> t.op(
                                "GroupNormalization",
                                in("x", t.weights(2), t.weights(2)),
                                Attributes.of("num_groups", 2))),
                of(
                        "GroupNormalization by channel",
                        21,
                        t -> t.op(
                                "GroupNormalization",
                                in("x", t.weights(4), t.weights(4)),
                                Attributes.of("num_groups", 2))),
                of("LpNormalization 2", 13, t -> t.op("LpNormalization", in("x"), Attributes.of("axis", 1))),
                of("LpNormalization 1", 13, t -> t.op("LpNormalization", in("x"), Attributes.of("p", 1))),
                of("Dropout", 9, t -> t.op("Dropout", in("x"), Attributes.of("ratio", 0.3f))),
                of("Dropout", 13, t -> t.op("Dropout", in("x", t.number(0.3f)))),
                of("Identity", 13, t -> t.op("Relu", in(t.op("Identity", in("x"))))));
    }

    private static String layerNormInParts(OperatorCase.Tiny t) {
        String mean = t.op("ReduceMean", in("x"), ints("axes", -1));
        String centerd = t.op("Sub", in("x", mean));
        String square = t.op("Pow", in(centerd, t.number(2)));
        String variance = t.op("ReduceMean", in(square), ints("axes", -1));
        String deviation = t.op("Sqrt", in(t.op("Add", in(variance, t.number(1e-5f)))));
        String scaled = t.op("Mul", in(t.op("Div", in(centerd, deviation)), t.weights(5)));
        return t.op("Add", in(scaled, t.weights(5)));
    }

    static Stream<OperatorCase> activations() {
        Stream<OperatorCase> plain = Stream.concat(
                plain(
                        13,
                        "Relu",
                        "Sigmoid",
                        "Tanh",
                        "HardSigmoid",
                        "LeakyRelu",
                        "Elu",
                        "Celu",
                        "Selu",
                        "Softplus",
                        "Softsign",
                        "Erf"),
                Stream.concat(plain(14, "HardSwish"), plain(20, "Gelu", "Mish")));
        return Stream.concat(
                plain,
                Stream.of(
                        of(
                                "HardSigmoid of MobileNetV3",
                                13,
                                t -> t.op("HardSigmoid", in("x"), Attributes.of("alpha", 1f / 6))),
                        of("LeakyRelu .2", 13, t -> t.op("LeakyRelu", in("x"), Attributes.of("alpha", 0.2f))),
                        of("Elu 1.5", 13, t -> t.op("Elu", in("x"), Attributes.of("alpha", 1.5f))),
                        of("Gelu tanh", 20, t -> t.op("Gelu", in("x"), Attributes.of("approximate", "tanh"))),
                        of("SiLU", 13, t -> t.op("Mul", in("x", t.op("Sigmoid", in("x"))))),
                        of(
                                "Clip attributes",
                                9,
                                t -> t.op("Clip", in("x"), Attributes.of("min", -0.5f), Attributes.of("max", 0.7f))),
                        of("Clip inputs", 13, t -> t.op("Clip", in("x", t.number(-0.5f), t.number(0.7f)))),
                        of("Clip above only", 13, t -> t.op("Clip", in("x", "", t.number(0.7f)))),
                        of("Clip open", 13, t -> t.op("Clip", in("x"))),
                        of("PRelu of channels", 13, t -> t.op("PRelu", in("x", t.weights(4, 1, 1)))),
                        of("PRelu one", 13, t -> t.op("PRelu", in("x", t.weights(1)))),
                        of("PRelu four axes", 13, t -> t.op("PRelu", in("x", t.weights(1, 4, 1, 1)))),
                        of("PRelu of places", 13, t -> t.op("PRelu", in("x", t.weights(6, 5)))),
                        of("PRelu of vectors", 13, t -> t.shape(3, 4).op("PRelu", in("x", t.weights(4)))),
                        of("Softmax", 13, t -> t.op("Softmax", in("x"), Attributes.of("axis", 1))),
                        of("Softmax default", 13, t -> t.op("Softmax", in("x"))),
                        of("Softmax default", 11, t -> t.op("Softmax", in("x"))),
                        of("Softmax 2", 11, t -> t.op("Softmax", in("x"), Attributes.of("axis", 2))),
                        of("Softmax 0", 11, t -> t.op("Softmax", in("x"), Attributes.of("axis", 0))),
                        of("Softmax -1", 11, t -> t.op("Softmax", in("x"), Attributes.of("axis", -1))),
                        of("LogSoftmax", 13, t -> t.op("LogSoftmax", in("x"), Attributes.of("axis", 2))),
                        of("LogSoftmax", 11, t -> t.op("LogSoftmax", in("x"), Attributes.of("axis", 2)))));
    }

    static Stream<OperatorCase> pooling() {
        return Stream.of(
                of("GlobalAveragePool", 13, t -> t.op("GlobalAveragePool", in("x"))),
                of("GlobalMaxPool", 13, t -> t.op("GlobalMaxPool", in("x"))),
                of("GlobalAveragePool one axis", 13, t -> t.shape(2, 4, 6).op("GlobalAveragePool", in("x"))),
                of(
                        "MaxPool",
                        13,
                        t -> t.op(
                                "MaxPool",
                                in("x"),
                                ints("kernel_shape", 3, 3),
                                ints("strides", 2, 2),
                                ints("pads", 1, 1, 1, 1))),
                of(
                        "MaxPool uneven",
                        13,
                        t -> t.op(
                                "MaxPool",
                                in("x"),
                                ints("kernel_shape", 3, 3),
                                ints("strides", 2, 2),
                                ints("pads", 0, 0, 1, 1))),
                of(
                        "MaxPool ceiling",
                        13,
                        t -> t.op(
                                "MaxPool",
                                in("x"),
                                ints("kernel_shape", 3, 3),
                                ints("strides", 2, 2),
                                Attributes.of("ceil_mode", 1))),
                of(
                        "MaxPool dilated",
                        13,
                        t -> t.op("MaxPool", in("x"), ints("kernel_shape", 2, 2), ints("dilations", 2, 2))),
                of(
                        "MaxPool same",
                        13,
                        t -> t.op(
                                "MaxPool",
                                in("x"),
                                ints("kernel_shape", 2, 2),
                                ints("strides", 2, 2),
                                Attributes.of("auto_pad", "SAME_UPPER"))),
                of(
                        "AveragePool",
                        13,
                        t -> t.op("AveragePool", in("x"), ints("kernel_shape", 2, 2), ints("strides", 2, 2))),
                of(
                        "AveragePool pads",
                        13,
                        t -> t.op("AveragePool", in("x"), ints("kernel_shape", 3, 3), ints("pads", 1, 1, 1, 1))),
                of(
                        "AveragePool pads counted",
                        13,
                        t -> t.op(
                                "AveragePool",
                                in("x"),
                                ints("kernel_shape", 3, 3),
                                ints("pads", 1, 1, 1, 1),
                                Attributes.of("count_include_pad", 1))),
                of(
                        "AveragePool ceiling",
                        13,
                        t -> t.op(
                                "AveragePool",
                                in("x"),
                                ints("kernel_shape", 3, 3),
                                ints("strides", 2, 2),
                                Attributes.of("ceil_mode", 1))),
                of(
                        "AveragePool uneven",
                        13,
                        t -> t.op(
                                "AveragePool",
                                in("x"),
                                ints("kernel_shape", 3, 3),
                                ints("strides", 2, 2),
                                ints("pads", 0, 0, 1, 1))),
                of(
                        "AveragePool uneven counted",
                        13,
                        t -> t.op(
                                "AveragePool",
                                in("x"),
                                ints("kernel_shape", 3, 3),
                                ints("strides", 2, 2),
                                ints("pads", 0, 0, 1, 1),
                                Attributes.of("count_include_pad", 1))),
                of(
                        "AveragePool same",
                        13,
                        t -> t.op(
                                "AveragePool",
                                in("x"),
                                ints("kernel_shape", 3, 3),
                                ints("strides", 2, 2),
                                Attributes.of("auto_pad", "SAME_LOWER"))),
                of(
                        "AveragePool dilated",
                        19,
                        t -> t.op(
                                "AveragePool",
                                in("x"),
                                ints("kernel_shape", 2, 2),
                                ints("dilations", 2, 2),
                                ints("pads", 1, 1, 1, 1))));
    }
}
