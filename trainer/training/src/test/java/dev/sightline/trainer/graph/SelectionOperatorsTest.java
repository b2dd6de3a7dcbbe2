package dev.sightline.trainer.graph;

import static dev.sightline.trainer.graph.OperatorCase.in;
import static dev.sightline.trainer.graph.OperatorCase.of;

import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.proto.AttributeProto;
import dev.sightline.onnx.proto.TensorProto;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Picking and placing single elements, eight-bit numbers and fused layers give what ONNX Runtime gives. */
class SelectionOperatorsTest {

    @ParameterizedTest
    @MethodSource({"picking", "placing", "eightBits", "layers"})
    void shouldGiveWhatOnnxRuntimeGives(OperatorCase operator) throws OrtException {
        operator.check();
    }

    static Stream<OperatorCase> picking() {
        return Stream.of(
                of("ArgMax", 13, t -> t.op("ArgMax", in("x"), Attributes.of("axis", -1))),
                of(
                        "ArgMax dropped",
                        13,
                        t -> t.op("ArgMax", in("x"), Attributes.of("axis", 2), Attributes.of("keepdims", 0))),
                of(
                        "ArgMax last of equals",
                        13,
                        t -> t.op(
                                "ArgMax",
                                in(t.op("Sign", "x")),
                                Attributes.of("axis", 3),
                                Attributes.of("select_last_index", 1))),
                of("ArgMin", 13, t -> t.op("ArgMin", in("x"))),
                of("TopK", 13, t -> greatest(t, 3)),
                of("TopK least", 13, t -> greatest(t, 2, Attributes.of("axis", 1), Attributes.of("largest", 0))),
                of("TopK places", 13, SelectionOperatorsTest::places),
                of(
                        "GatherElements",
                        13,
                        t -> t.op(
                                "GatherElements",
                                in("x", t.op("Reshape", in(t.longs(1, 0, -1, 2), t.longs(1, 4, 1, 1)))),
                                Attributes.of("axis", 3))),
                of("GatherND", 13, t -> t.op("GatherND", in("x", t.matrix(3, 0, 3, 1, -1, 0, 0)))),
                of(
                        "GatherND by batch",
                        13,
                        t -> t.op(
                                "GatherND",
                                in("x", t.op("Reshape", in(t.longs(1, 5, 3, 0), t.longs(2, 1, 2)))),
                                Attributes.of("batch_dims", 1))),
                of("Trilu upper", 14, t -> t.op("Trilu", in("x"))),
                of("Trilu lower", 14, t -> t.op("Trilu", in("x", t.whole(-1)), Attributes.of("upper", 0))),
                of("CumSum", 14, t -> t.op("CumSum", in("x", t.whole(1)))),
                of(
                        "CumSum reverse, exclusive",
                        14,
                        t -> t.op(
                                "CumSum",
                                in("x", t.whole(-1)),
                                Attributes.of("reverse", 1),
                                Attributes.of("exclusive", 1))),
                of(
                        "SpaceToDepth",
                        13,
                        t -> t.shape(2, 3, 4, 6).op("SpaceToDepth", in("x"), Attributes.of("blocksize", 2))));
    }

    private static String greatest(OperatorCase.Tiny t, long count, AttributeProto... attributes) {
        t.graph.node("TopK", List.of("greatest", "places"), List.of("x", t.longs(count)), attributes);
        return "greatest";
    }

    private static String places(OperatorCase.Tiny t) {
        t.graph.node("TopK", List.of("greatest", "places"), List.of("x", t.longs(2)));
        return t.op("Add", in("greatest", t.op("Cast", in("places"), Attributes.of("to", 1))));
    }

    static Stream<OperatorCase> placing() {
        return Stream.of(
                of("ScatterND", 16, t -> t.op("ScatterND", in("x", t.matrix(2, 0, 3, 1, -1), t.weights(2, 6, 5)))),
                of(
                        "ScatterND added",
                        16,
                        t -> t.op(
                                "ScatterND",
                                in("x", t.matrix(3, 1, 1, 0), t.weights(3, 4, 6, 5)),
                                Attributes.of("reduction", "add"))),
                of("CastLike", 15, t -> t.op("CastLike", in(t.longs(3, 4, 5, 6, 7), "x"))),
                of("CastLike whole", 15, t -> t.op("CastLike", in("x", t.longs(1)))));
    }

    static Stream<OperatorCase> eightBits() {
        return Stream.of(
                of(
                        "QuantizeLinear",
                        13,
                        t -> t.op(
                                "DequantizeLinear",
                                in(
                                        t.op("QuantizeLinear", in("x", t.number(.02f), bytes(t, "z", 2, 128))),
                                        t.number(.02f),
                                        "z"))),
                of(
                        "QuantizeLinear signed, without a zero point",
                        13,
                        t -> t.op(
                                "DequantizeLinear",
                                in(
                                        t.op("QuantizeLinear", in("x", t.number(.05f), bytes(t, "z", 3, 0))),
                                        t.number(.05f)))),
                of("QuantizeLinear by default", 13, t -> t.op("QuantizeLinear", in("x", t.number(.01f)))),
                of(
                        "DequantizeLinear of weights by channel",
                        13,
                        t -> t.op(
                                "Mul",
                                in(
                                        "x",
                                        t.op(
                                                "DequantizeLinear",
                                                in(
                                                        bytes(t, "w", 3, -128, 127, 5, 0, 9),
                                                        t.op("Abs", t.weights(5)),
                                                        bytes(t, "z", 3, 0, 0, 0, 0, 0)),
                                                Attributes.of("axis", 0))))));
    }

    private static String bytes(OperatorCase.Tiny t, String name, int type, int... values) {
        byte[] raw = new byte[values.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) values[i];
        }
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(type).setRawData(ByteString.copyFrom(raw));
        if (values.length > 1) {
            tensor.addDims(values.length);
        }
        return t.graph.constant(tensor.build());
    }

    static Stream<OperatorCase> layers() {
        return Stream.of(
                of("LRN", 13, t -> t.op("LRN", in("x"), Attributes.of("size", 3), Attributes.of("alpha", .4f))),
                of(
                        "LRN with a bias",
                        13,
                        t -> t.op(
                                "LRN",
                                in("x"),
                                Attributes.of("size", 5),
                                Attributes.of("bias", 2f),
                                Attributes.of("beta", .5f))),
                of(
                        "SimplifiedLayerNormalization",
                        13,
                        t -> t.op(
                                "SimplifiedLayerNormalization",
                                in("x", t.weights(5)),
                                Attributes.of("axis", -1),
                                Attributes.of("epsilon", 1e-3f))),
                of("RMSNormalization", 23, t -> t.op("RMSNormalization", in("x", t.weights(5)))),
                of(
                        "SkipLayerNormalization",
                        17,
                        t -> t.op(
                                "SkipLayerNormalization",
                                in(tokens(t), tokens(t), t.weights(6), t.weights(6), t.weights(6)),
                                Attributes.of("epsilon", 1e-5f))),
                of("BiasGelu", 17, t -> t.op("BiasGelu", in("x", t.weights(5)))),
                of("FastGelu", 17, t -> t.op("FastGelu", in("x"))),
                of("QuickGelu", 17, t -> t.op("QuickGelu", in("x"))),
                of(
                        "Attention of ONNX Runtime",
                        17,
                        t -> t.op(
                                "Attention",
                                in(tokens(t), t.weights(6, 24), t.weights(24)),
                                Attributes.of("num_heads", 2))),
                of(
                        "Attention, one way",
                        17,
                        t -> t.op(
                                "Attention",
                                in(tokens(t), t.weights(6, 24), t.weights(24)),
                                Attributes.of("num_heads", 4),
                                Attributes.of("unidirectional", 1))),
                of(
                        "MultiHeadAttention",
                        17,
                        t -> t.op(
                                "MultiHeadAttention",
                                in(tokens(t), tokens(t), tokens(t), t.weights(18)),
                                Attributes.of("num_heads", 3))),
                of("Attention of ONNX", 23, t -> t.op("Attention", in("x", "x", "x"))),
                of(
                        "Attention of ONNX, causal",
                        23,
                        t -> t.op("Attention", in("x", t.op("Neg", "x"), "x"), Attributes.of("is_causal", 1))),
                of(
                        "Attention of ONNX without heads",
                        23,
                        t -> t.op(
                                "Attention",
                                in(tokens(t), tokens(t), tokens(t)),
                                Attributes.of("q_num_heads", 2),
                                Attributes.of("kv_num_heads", 2))));
    }

    private static String tokens(OperatorCase.Tiny t) {
        return t.op("Reshape", in("x", t.longs(2, 20, 6)));
    }
}
