package dev.sightline.trainer.imagetext;

import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.graph.HalfWeights;
import dev.sightline.onnx.proto.ModelProto;
import java.util.List;

/**
 * Writes what was learned as one network: {@code features} [batch, F] to {@code direction} [batch, D], a unit vector to be
 * compared with person descriptors as they are; {@code center} [batch, 1], what people at large score; {@code spread}
 * [batch, 1], by how much they differ.
 */
final class WordsGraph {
    private static final int OPSET = 13;
    private static final float LEAST = 1e-6f;

    private final GraphBuilder graph = new GraphBuilder("person-words");
    private final Population population;

    private WordsGraph(Population population) {
        this.population = population;
    }

    static ModelProto of(Population population, List<Member> members) {
        return HalfWeights.apply(new WordsGraph(population).build(members));
    }

    private ModelProto build(List<Member> members) {
        int width = population.featureMean().length;
        int dimension = population.mean().length;
        graph.input("features", "batch", Integer.toString(width));
        String mean = fixed("feature-mean", new long[] {width}, population.featureMean());
        String scale = fixed("feature-scale", new long[] {width}, population.featureScale());
        String centered = graph.node("Sub", "centered", List.of("features", mean));
        String normal = graph.node("Div", "normal", List.of(centered, scale));
        String sum = "";
        for (int i = 0; i < members.size(); i++) {
            String one = member("member-" + i, normal, members.get(i), width, dimension);
            sum = sum.isEmpty() ? one : graph.node("Add", "sum-" + i, List.of(sum, one));
        }
        unit("direction", sum);
        String people = fixed("people-mean", new long[] {dimension, 1}, population.mean());
        graph.node("MatMul", "center", List.of("direction", people));
        String root =
                graph.constant(Tensors.floats("people-root", new long[] {dimension, dimension}, population.root()));
        String along = graph.node("MatMul", "along", List.of("direction", root));
        length("spread", along);
        graph.output("direction", "batch", Integer.toString(dimension));
        graph.output("center", "batch", "1");
        graph.output("spread", "batch", "1");
        return graph.build(OPSET);
    }

    private String member(String name, String normal, Member member, long width, long dimension) {
        String weights =
                graph.constant(Tensors.floats(name + "/weights", new long[] {dimension, width}, member.weights()));
        String bias = graph.constant(Tensors.floats(name + "/bias", new long[] {dimension}, member.bias()));
        String text = graph.node("Gemm", name + "/text", List.of(normal, weights, bias), Attributes.of("transB", 1));
        String projection = graph.constant(
                Tensors.floats(name + "/projection", new long[] {dimension, dimension}, member.projection()));
        String folded = graph.node("MatMul", name + "/folded", List.of(text, projection));
        return unit(name + "/unit", folded);
    }

    private String unit(String name, String rows) {
        String length = length(name + "/length", rows);
        String least = fixed(name + "/least", new long[] {1}, LEAST);
        return graph.node("Div", name, List.of(rows, graph.node("Max", name + "/positive", List.of(length, least))));
    }

    private String length(String name, String rows) {
        return graph.node(
                "ReduceL2", name, List.of(rows), Attributes.of("axes", new long[] {1}), Attributes.of("keepdims", 1));
    }

    private String fixed(String name, long[] shape, float... values) {
        return graph.fixed(Tensors.floats(name, shape, values));
    }
}
