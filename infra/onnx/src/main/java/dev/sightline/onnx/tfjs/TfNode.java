package dev.sightline.onnx.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.onnx.OnnxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One node of a TensorFlow graph as TF.js writes it: integers are JSON strings, strings are base64.
 *
 * @param name unique in the graph
 * @param op TensorFlow operator
 * @param inputs names of the nodes it reads, without control edges
 * @param attributes raw JSON
 */
record TfNode(String name, String op, List<String> inputs, JsonNode attributes) {
    TfNode {
        inputs = List.copyOf(inputs);
    }

    static TfNode of(JsonNode node) {
        List<String> inputs = new ArrayList<>();
        for (JsonNode input : node.path("input")) {
            String name = input.asText();
            if (!name.startsWith("^")) {
                inputs.add(name.endsWith(":0") ? name.substring(0, name.length() - 2) : name);
            }
        }
        return new TfNode(node.path("name").asText(), node.path("op").asText(), inputs, node.path("attr"));
    }

    int[] integers(String key) {
        List<Integer> values = new ArrayList<>();
        attributes.path(key).path("list").path("i").forEach(i -> values.add(i.asInt()));
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    String text(String key, String otherwise) {
        JsonNode value = attributes.path(key).path("s");
        return value.isMissingNode() ? otherwise : decode(value.asText());
    }

    List<String> texts(String key) {
        List<String> values = new ArrayList<>();
        attributes.path(key).path("list").path("s").forEach(s -> values.add(decode(s.asText())));
        return values;
    }

    boolean flag(String key) {
        return attributes.path(key).path("b").asBoolean(false);
    }

    /** The shape a Placeholder declares; -1 for a side it leaves open, empty when it declares none. */
    int[] declaredShape() {
        List<Integer> sides = new ArrayList<>();
        attributes
                .path("shape")
                .path("shape")
                .path("dim")
                .forEach(d -> sides.add(d.path("size").asInt(-1)));
        return sides.stream().mapToInt(Integer::intValue).toArray();
    }

    OnnxException unsupported(String what) {
        return new OnnxException("node '" + name + "' (" + op + "): " + what);
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
