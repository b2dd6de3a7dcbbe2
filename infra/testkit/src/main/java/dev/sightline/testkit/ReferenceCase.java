package dev.sightline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.contracts.descriptor.UnitVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Numeric reference cases beside the test data; a test that asks for one that is not there is skipped, saying so. */
public record ReferenceCase(JsonNode inputs, JsonNode expected) {

    public static ReferenceCase require(String name) throws IOException {
        JsonNode root = new ObjectMapper()
                .readTree(TestData.require("../refcases/" + name + ".json").toFile());
        return new ReferenceCase(root.get("inputs"), root.get("expected"));
    }

    public double[] numbers(String input) {
        return numbers(inputs.get(input));
    }

    public static double[] numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    public double[][] matrix(String input) {
        return StreamSupport.stream(inputs.get(input).spliterator(), false)
                .map(ReferenceCase::numbers)
                .toArray(double[][]::new);
    }

    public List<String> texts(String input) {
        List<String> texts = new ArrayList<>();
        inputs.get(input).forEach(n -> texts.add(n.asText()));
        return texts;
    }

    public static UnitVector vector(double[] raw) {
        float[] values = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            values[i] = (float) raw[i];
        }
        return UnitVector.normalize("reference@1", values, 1);
    }
}
