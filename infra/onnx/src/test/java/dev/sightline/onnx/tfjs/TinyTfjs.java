package dev.sightline.onnx.tfjs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Writes small TF.js graph models the way the real converter does: integers as strings, strings as base64. */
final class TinyTfjs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode nodes;
    private final ArrayNode weights;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    TinyTfjs() {
        root.put("format", "graph-model");
        nodes = root.putObject("modelTopology").putArray("node");
        ObjectNode group = root.putArray("weightsManifest").addObject();
        group.putArray("paths").add("tiny.bin");
        weights = group.putArray("weights");
    }

    TinyTfjs picture(int height, int width, int channels) {
        ObjectNode node = node("picture", "Placeholder");
        ArrayNode dim =
                node.withObject("/attr").putObject("shape").putObject("shape").putArray("dim");
        for (int side : new int[] {1, height, width, channels}) {
            dim.addObject().put("size", Integer.toString(side));
        }
        return this;
    }

    /** Adds a node; attributes go on what comes back. */
    ObjectNode node(String name, String op, String... inputs) {
        ObjectNode node = nodes.addObject().put("name", name).put("op", op);
        ArrayNode list = node.putArray("input");
        List.of(inputs).forEach(list::add);
        node.putObject("attr");
        return node;
    }

    TinyTfjs floats(String name, Grid grid) {
        weight(name, "float32", grid.shape());
        ByteBuffer buffer = buffer(4 * grid.values().length);
        for (float value : grid.values()) {
            buffer.putFloat(value);
        }
        bytes.writeBytes(buffer.array());
        return this;
    }

    /** Stored in {@code stored} form; {@code raw} are its bytes. */
    TinyTfjs quantized(String name, String stored, double scale, double min, byte[] raw, int... shape) {
        weight(name, "float32", shape)
                .putObject("quantization")
                .put("dtype", stored)
                .put("scale", scale)
                .put("min", min);
        bytes.writeBytes(raw);
        return this;
    }

    TinyTfjs ints(String name, int[] shape, int... values) {
        weight(name, "int32", shape);
        ByteBuffer buffer = buffer(4 * values.length);
        for (int value : values) {
            buffer.putInt(value);
        }
        bytes.writeBytes(buffer.array());
        return this;
    }

    static void ints(ObjectNode node, String key, int... values) {
        ArrayNode list =
                node.withObject("/attr").putObject(key).putObject("list").putArray("i");
        for (int value : values) {
            list.add(Integer.toString(value));
        }
    }

    static void text(ObjectNode node, String key, String value) {
        node.withObject("/attr").putObject(key).put("s", base64(value));
    }

    static void texts(ObjectNode node, String key, List<String> values) {
        ArrayNode list =
                node.withObject("/attr").putObject(key).putObject("list").putArray("s");
        values.forEach(v -> list.add(base64(v)));
    }

    static void flag(ObjectNode node, String key, boolean value) {
        node.withObject("/attr").putObject(key).put("b", value);
    }

    Path write(Path folder) {
        try {
            Files.write(folder.resolve("tiny.bin"), bytes.toByteArray());
            return Files.writeString(folder.resolve("tiny.json"), root.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ObjectNode weight(String name, String type, int... shape) {
        node(name, "Const");
        ObjectNode weight = weights.addObject().put("name", name).put("dtype", type);
        ArrayNode sides = weight.putArray("shape");
        for (int side : shape) {
            sides.add(side);
        }
        return weight;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
