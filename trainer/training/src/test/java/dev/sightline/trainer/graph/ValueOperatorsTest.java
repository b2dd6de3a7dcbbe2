package dev.sightline.trainer.graph;

import static dev.sightline.trainer.graph.OperatorCase.in;
import static dev.sightline.trainer.graph.OperatorCase.ints;
import static dev.sightline.trainer.graph.OperatorCase.of;
import static dev.sightline.trainer.graph.OperatorCase.plain;

import ai.onnxruntime.OrtException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arithmetic, shapes and choices give what ONNX Runtime gives. */
class ValueOperatorsTest {

    @ParameterizedTest
    @MethodSource({"arithmetic", "comparisons", "reductions", "shaping", "picking", "sources", "resizing"})
    void shouldGiveWhatOnnxRuntimeGives(OperatorCase operator) throws OrtException {
        operator.check();
    }

    static Stream<OperatorCase> arithmetic() {
        return Stream.concat(
                plain(13, "Neg", "Abs", "Exp", "Sign", "Floor", "Ceil", "Round", "Reciprocal", "Sin", "Cos"),
                Stream.of(
                        of("Add", 13, t -> t.op("Add", in("x", t.weights(6, 5)))),
                        of("Sub from constant", 13, t -> t.op("Sub", in(t.weights(4, 1, 1), "x"))),
                        of("Mul", 13, t -> t.op("Mul", in("x", t.weights(1)))),
                        of("Div", 13, t -> t.op("Div", in("x", t.positive(5)))),
                        of("Pow 2", 13, t -> t.op("Pow", in("x", t.number(2)))),
                        of("Pow learned", 13, t -> t.op("Pow", in(t.op("Abs", in("x")), t.floats(2.5f)))),
                        of("Sqrt", 13, t -> t.op("Sqrt", in(t.op("Abs", in("x"))))),
                        of("Log", 13, t -> t.op("Log", in(t.op("Exp", in("x"))))),
                        of("Min", 13, t -> t.op("Min", in("x", t.weights(5), t.number(0.3f)))),
                        of("Max", 13, t -> t.op("Max", in("x", t.weights(5), t.number(-0.3f)))),
                        of("Sum", 13, t -> t.op("Sum", in("x", t.weights(5), "x"))),
                        of("Mean", 13, t -> t.op("Mean", in("x", t.weights(5), t.weights(6, 1)))),
                        of("Mod", 13, t -> t.op("Mod", in("x", t.number(0.3f)), Attributes.of("fmod", 1)))));
    }

    static Stream<OperatorCase> comparisons() {
        return Stream.of("Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Equal")
                .map(o -> of(o, 16, t -> t.op(o, in("x", t.weights(5)))))
                .flatMap(c -> Stream.of(
                        c,
                        of(
                                c.name() + " then Where",
                                16,
                                t -> t.op("Where", in(c.graph().apply(t), "x", t.number(9))))));
    }

    static Stream<OperatorCase> reductions() {
        Stream<OperatorCase> attribute = Stream.of(
                        "ReduceMean",
                        "ReduceSum",
                        "ReduceMax",
                        "ReduceMin",
                        "ReduceL1",
                        "ReduceL2",
                        "ReduceProd",
                        "ReduceSumSquare",
                        "ReduceLogSumExp")
                .flatMap(o -> Stream.of(
                        of(o + " axes", 11, t -> t.op(o, in("x"), ints("axes", 2, -1))),
                        of(o + " dropped", 11, t -> t.op(o, in("x"), ints("axes", 1), Attributes.of("keepdims", 0))),
                        of(o + " all", 11, t -> t.op(o, in("x"))),
                        of(o + " input", 18, t -> t.op(o, in("x", t.longs(1, 3))))));
        return Stream.concat(
                attribute,
                Stream.of(
                        of("ReduceSum input", 13, t -> t.op("ReduceSum", in("x", t.longs(-1)))),
                        of(
                                "ReduceSum of none",
                                13,
                                t -> t.op("ReduceSum", in("x"), Attributes.of("noop_with_empty_axes", 1))),
                        of("ReduceProd of a shape", 13, t -> t.op("ReduceProd", in(t.op("Shape", in("x")))))));
    }

    static Stream<OperatorCase> shaping() {
        return Stream.of(
                of("Reshape", 13, t -> t.op("Reshape", in("x", t.longs(0, -1, 5)))),
                of("Reshape by shape arithmetic", 13, ValueOperatorsTest::flattenByShape),
                of("Flatten 1", 13, t -> t.op("Flatten", in("x"))),
                of("Flatten 0", 13, t -> t.op("Flatten", in("x"), Attributes.of("axis", 0))),
                of("Flatten 2", 13, t -> t.op("Flatten", in("x"), Attributes.of("axis", 2))),
                of("Flatten -1", 13, t -> t.op("Flatten", in("x"), Attributes.of("axis", -1))),
                of("Transpose", 13, t -> t.op("Transpose", in("x"), ints("perm", 0, 2, 3, 1))),
                of("Transpose reversed", 13, t -> t.op("Transpose", in("x"))),
                of("Unsqueeze attribute", 11, t -> t.op("Unsqueeze", in("x"), ints("axes", 4, 0))),
                of("Unsqueeze input", 13, t -> t.op("Unsqueeze", in("x", t.longs(-1)))),
                of("Squeeze attribute", 11, t -> t.shape(2, 1, 6, 1).op("Squeeze", in("x"), ints("axes", 1, 3))),
                of("Squeeze input", 13, t -> t.shape(2, 1, 6, 1).op("Squeeze", in("x", t.longs(-1)))),
                of("Squeeze all", 13, t -> t.shape(2, 1, 6, 1).op("Squeeze", in("x"))),
                of("Expand", 13, t -> t.shape(2, 1, 6, 1).op("Expand", in("x", t.longs(4, 1, 5)))),
                of("Expand of a token", 13, ValueOperatorsTest::classToken),
                of("Tile", 13, t -> t.op("Tile", in("x", t.longs(1, 2, 1, 3)))),
                of(
                        "Pad attribute",
                        9,
                        t -> t.op("Pad", in("x"), ints("pads", 0, 0, 1, 2, 0, 0, 0, 1), Attributes.of("value", 0.5f))),
                of("Pad input", 13, t -> t.op("Pad", in("x", t.longs(0, 1, 1, 0, 0, 0, 2, 1), t.number(0.5f)))),
                of("Pad below zero", 13, t -> t.op("Pad", in("x", t.longs(0, 0, -1, 0, 0, 0, 2, -1)))),
                of("Pad axes", 18, t -> t.op("Pad", in("x", t.longs(1, 2, 0, 1), "", t.longs(2, -1)))),
                of(
                        "Pad reflect",
                        13,
                        t -> t.op("Pad", in("x", t.longs(0, 0, 1, 2, 0, 0, 2, 1)), Attributes.of("mode", "reflect"))),
                of(
                        "Pad edge",
                        13,
                        t -> t.op("Pad", in("x", t.longs(0, 0, 1, 2, 0, 0, 0, 1)), Attributes.of("mode", "edge"))),
                of("DepthToSpace", 13, t -> t.op("DepthToSpace", in("x"), Attributes.of("blocksize", 2))),
                of(
                        "DepthToSpace CRD",
                        13,
                        t -> t.op(
                                "DepthToSpace", in("x"), Attributes.of("blocksize", 2), Attributes.of("mode", "CRD"))));
    }

    private static String flattenByShape(OperatorCase.Tiny t) {
        String batch = t.op("Gather", in(t.op("Shape", in("x")), t.whole(0)));
        String wide = t.op("Mul", in(t.op("Add", in(t.whole(1), t.whole(2))), t.whole(8)));
        String shape = t.op(
                "Concat",
                in(t.op("Unsqueeze", in(batch, t.longs(0))), t.op("Unsqueeze", in(wide, t.longs(0))), t.longs(-1)),
                Attributes.of("axis", 0));
        return t.op("Reshape", in("x", t.op("Cast", in(shape), Attributes.of("to", 7))));
    }

    private static String classToken(OperatorCase.Tiny t) {
        t.shape(2, 3, 5);
        String batch = t.op("Slice", in(t.op("Shape", in("x")), t.longs(0), t.longs(1)));
        String asked = t.op("Concat", in(batch, t.longs(-1, -1)), Attributes.of("axis", 0));
        String negative = t.op("Equal", in(asked, t.longs(-1)));
        String ones =
                t.op("ConstantOfShape", in(t.longs(3)), Attributes.of("value", Tensors.longs("", new long[] {1}, 1)));
        String token = t.op("Expand", in(t.weights(1, 1, 5), t.op("Where", in(negative, ones, asked))));
        return t.op("Concat", in(token, "x"), Attributes.of("axis", 1));
    }

    static Stream<OperatorCase> picking() {
        return Stream.of(
                of("Concat", 13, t -> t.op("Concat", in("x", t.weights(2, 3, 6, 5)), Attributes.of("axis", 1))),
                of("Concat last", 13, t -> t.op("Concat", in("x", "x"), Attributes.of("axis", -1))),
                of("Gather one", 13, t -> t.op("Gather", in("x", t.whole(-1)), Attributes.of("axis", 1))),
                of("Gather list", 13, t -> t.op("Gather", in("x", t.longs(3, 0, -2)), Attributes.of("axis", 2))),
                of(
                        "Gather matrix",
                        13,
                        t -> t.op("Gather", in("x", t.matrix(2, 3, 0, 1, -1)), Attributes.of("axis", -1))),
                of(
                        "Slice attributes",
                        9,
                        t -> t.op("Slice", in("x"), ints("starts", 1, 0), ints("ends", 3, -1), ints("axes", 1, 3))),
                of(
                        "Slice attributes, no axes",
                        9,
                        t -> t.op("Slice", in("x"), ints("starts", 0, 1), ints("ends", 1, 99))),
                of("Slice inputs", 13, t -> t.op("Slice", in("x", t.longs(-3), t.longs(Long.MAX_VALUE), t.longs(2)))),
                of(
                        "Slice steps",
                        13,
                        t -> t.op("Slice", in("x", t.longs(0, 1), t.longs(99, 4), t.longs(2, 3), t.longs(2, 2)))),
                of(
                        "Slice backwards",
                        13,
                        t -> t.op("Slice", in("x", t.longs(-1), t.longs(Long.MIN_VALUE), t.longs(3), t.longs(-2)))),
                of("Slice of a shape", 13, t -> t.op("Slice", in(t.op("Shape", in("x")), t.longs(1), t.longs(3)))),
                of("Split attribute", 11, t -> secondOf(t, "", ints("split", 1, 3))),
                of("Split input", 13, t -> secondOf(t, t.longs(3, 1))),
                of("Split even", 13, t -> secondOf(t, "")),
                of("Split even", 18, t -> secondOf(t, "", Attributes.of("num_outputs", 2))));
    }

    private static String secondOf(OperatorCase.Tiny t, String sizes, AttributeProto... attributes) {
        List<AttributeProto> all = new ArrayList<>(List.of(attributes));
        all.add(Attributes.of("axis", 1));
        String[] halves = t.split(sizes, all);
        return t.op("Concat", in(halves[1], halves[0], halves[1]), Attributes.of("axis", 1));
    }

    static Stream<OperatorCase> sources() {
        return Stream.of(
                of("Shape", 13, t -> t.op("Shape", in("x"))),
                of("Shape part", 15, t -> t.op("Shape", in("x"), Attributes.of("start", 1), Attributes.of("end", -1))),
                of("Size", 13, t -> t.op("Size", in("x"))),
                of(
                        "Range",
                        13,
                        t -> t.op("Range", in(t.whole(2), t.op("Size", in(t.op("Shape", in("x")))), t.whole(1)))),
                of("Range of floats", 13, t -> t.op("Range", in(t.number(0.5f), t.number(3), t.number(0.5f)))),
                of(
                        "ConstantOfShape",
                        13,
                        t -> t.op(
                                "Add",
                                in(
                                        "x",
                                        t.op(
                                                "ConstantOfShape",
                                                in(t.op("Shape", in("x"))),
                                                Attributes.of("value", Tensors.floats("", new long[] {1}, 3)))))),
                of(
                        "Constant",
                        13,
                        t -> t.op("Add", in("x", t.op("Constant", in(), Attributes.of("value_float", 0.25f))))),
                of(
                        "Constant list",
                        13,
                        t -> t.op("Reshape", in("x", t.op("Constant", in(), ints("value_ints", 2, -1))))),
                of("Cast to whole numbers", 13, t -> t.op("Cast", in("x"), Attributes.of("to", 7))),
                of("Cast to truth", 13, t -> t.op("Cast", in(t.op("Floor", in("x"))), Attributes.of("to", 9))),
                of(
                        "logic",
                        13,
                        t -> t.op(
                                "Or",
                                in(
                                        t.op("Not", in(t.op("Less", in("x", t.number(0))))),
                                        t.op(
                                                "And",
                                                in(
                                                        t.op("Less", in("x", t.number(-1))),
                                                        t.op("Greater", in("x", t.number(-2)))))))),
                of("integer arithmetic", 13, t -> t.op("Div", in(t.op("Shape", in("x")), t.longs(2)))),
                of(
                        "integer matrix",
                        13,
                        t -> t.op("Div", in(t.matrix(2, 7, -7, 9, 3), t.op("Size", in(t.op("Shape", in("x"))))))));
    }

    static Stream<OperatorCase> resizing() {
        Stream<OperatorCase> nearest = Stream.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")
                .flatMap(r -> Stream.of("half_pixel", "asymmetric")
                        .map(c -> of(
                                "Resize nearest " + r + " " + c,
                                13,
                                t -> t.op(
                                        "Resize",
                                        in("x", "", t.floats(1, 1, 2, 1.7f)),
                                        Attributes.of("nearest_mode", r),
                                        Attributes.of("coordinate_transformation_mode", c)))));
        Stream<OperatorCase> smooth = Stream.of("linear", "cubic")
                .flatMap(m -> Stream.of("half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners")
                        .map(c -> of(
                                "Resize " + m + " " + c,
                                13,
                                t -> t.op(
                                        "Resize",
                                        in("x", "", "", t.longs(2, 4, 9, 3)),
                                        Attributes.of("mode", m),
                                        Attributes.of("coordinate_transformation_mode", c)))));
        return Stream.of(
                        nearest,
                        smooth,
                        Stream.of(
                                of("Resize opset 10", 10, t -> t.op("Resize", in("x", t.floats(1, 1, 2, 2)))),
                                of(
                                        "Resize linear opset 10",
                                        10,
                                        t -> t.op(
                                                "Resize",
                                                in("x", t.floats(1, 1, 2, 3)),
                                                Attributes.of("mode", "linear"))),
                                of(
                                        "Resize linear by scales",
                                        13,
                                        t -> t.op(
                                                "Resize",
                                                in("x", "", t.floats(1, 1, 1.5f, 0.5f)),
                                                Attributes.of("mode", "linear"))),
                                of(
                                        "Resize axes",
                                        18,
                                        t -> t.op("Resize", in("x", "", t.floats(2, 2)), ints("axes", 2, 3))),
                                of("Upsample", 9, t -> t.op("Upsample", in("x", t.floats(1, 1, 2, 2)))),
                                of(
                                        "Upsample linear",
                                        9,
                                        t -> t.op(
                                                "Upsample",
                                                in("x", t.floats(1, 1, 2, 2)),
                                                Attributes.of("mode", "linear")))))
                .flatMap(s -> s);
    }
}
