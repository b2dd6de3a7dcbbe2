package dev.sightline.app.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A protobuf message as one line of JSON: names as in the schema, and beside each time in microseconds ({@code x_time_us})
 * the same in ISO-8601 UTC ({@code x_time}). Descriptors and pictures stay out unless asked for.
 */
final class RecordJson {
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().omittingInsignificantWhitespace().preservingProtoFieldNames();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String MICROS = "_us";
    private static final Set<String> TIMES = Set.of("since_us", "updated_us", "decided_us", "created_us", "expires_us");
    /** Fields of bytes that show or describe a person. */
    private static final Set<String> BIOMETRIC = Set.of("values", "crop_jpeg", "jpeg");

    private final boolean biometrics;

    RecordJson(boolean biometrics) {
        this.biometrics = biometrics;
    }

    /** One line, without a line end. */
    String line(MessageOrBuilder message) {
        try {
            JsonNode tree = MAPPER.readTree(PRINTER.print(message));
            rewrite(tree);
            return MAPPER.writeValueAsString(tree);
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalStateException("a message that was parsed can be printed", e);
        }
    }

    private void rewrite(JsonNode node) {
        node.forEach(this::rewrite);
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (!biometrics && BIOMETRIC.contains(name)) {
                object.remove(name);
            } else if (name.endsWith("_time_us") || TIMES.contains(name)) {
                long micros = object.path(name).asLong();
                object.put(
                        name.substring(0, name.length() - MICROS.length()),
                        Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
            }
        }
    }
}
