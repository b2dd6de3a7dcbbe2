package dev.sightline.onnx.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.HalfFloat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Decodes the weight files of a TF.js model: each group's files are one run of bytes, in which the tensors follow one
 * another in manifest order without padding, little-endian. Floats may be stored as float16, or as bytes or shorts with
 * scale and least value.
 */
final class TfWeights {
    private TfWeights() {}

    static Map<String, Constant> read(Path json, JsonNode manifest) {
        Map<String, Constant> constants = new HashMap<>();
        for (JsonNode group : manifest) {
            ByteBuffer bytes = bytes(json, group.path("paths"));
            for (JsonNode weight : group.path("weights")) {
                constants.put(weight.path("name").asText(), decode(json, weight, bytes));
            }
            if (bytes.hasRemaining()) {
                throw new OnnxException(json + ": weight files " + group.path("paths") + " are " + bytes.remaining()
                        + " bytes longer than the tensors they should hold");
            }
        }
        return constants;
    }

    private static ByteBuffer bytes(Path json, JsonNode paths) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (JsonNode path : paths) {
            if (!path.asText().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new OnnxException(json + ": weight file " + path + " must be a plain name beside the model");
            }
            Path file = json.resolveSibling(path.asText());
            try {
                joined.writeBytes(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new OnnxException(file + ": weights cannot be read: " + e, e);
            }
        }
        return ByteBuffer.wrap(joined.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Constant decode(Path json, JsonNode weight, ByteBuffer bytes) {
        int[] shape = StreamSupport.stream(weight.path("shape").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
        JsonNode quantization = weight.path("quantization");
        String stored = quantization.path("dtype").asText(weight.path("dtype").asText());
        float[] values = new float[Constant.count(shape)];
        if ((long) values.length * width(json, weight, stored) > bytes.remaining()) {
            throw new OnnxException(json + ": weight files end inside tensor " + weight.path("name"));
        }
        float scale = (float) quantization.path("scale").asDouble(1);
        float least = (float) quantization.path("min").asDouble(0);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (stored) {
                case "float32" -> bytes.getFloat();
                case "float16" -> HalfFloat.toFloat(bytes.getShort());
                case "int32" -> bytes.getInt();
                case "uint16" -> Short.toUnsignedInt(bytes.getShort()) * scale + least;
                default -> Byte.toUnsignedInt(bytes.get()) * scale + least;
            };
        }
        return new Constant(shape, values);
    }

    private static int width(Path json, JsonNode weight, String stored) {
        return switch (stored) {
            case "float32", "int32" -> 4;
            case "float16", "uint16" -> 2;
            case "uint8", "bool" -> 1;
            default ->
                throw new OnnxException(json + ": tensor " + weight.path("name") + " is stored as '" + stored
                        + "'; supported: float32, float16, int32, uint16, uint8, bool");
        };
    }
}
