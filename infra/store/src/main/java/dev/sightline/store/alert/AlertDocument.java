package dev.sightline.store.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A CloudEvent in structured JSON, checked for what the specification requires (id, source, type, specversion).
 *
 * @param alertId the event's id
 * @param source who raised it
 * @param type kind of alert
 * @param subject what it is about
 * @param time when it happened, to the microsecond
 * @param camera the camera that its data name
 * @param json the document as it came
 */
public record AlertDocument(
        String alertId,
        String source,
        String type,
        Optional<String> subject,
        Instant time,
        Optional<String> camera,
        String json) {
    private static final String SITES = "/sightline/sites/";
    private static final String TYPE = "dev.sightline.alert.";
    private static final String WATCHLIST_HIT = "watchlist-hit";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a record's value.
     *
     * @param fallback time for an event that carries none
     * @throws IllegalArgumentException with the reason when it is no CloudEvent
     */
    public static AlertDocument parse(byte[] bytes, Instant fallback) {
        String text = text(bytes);
        JsonNode root = root(text);
        String version = required(root, "specversion");
        if (!version.startsWith("1.")) {
            throw new IllegalArgumentException("alert has specversion " + version + ", CloudEvents 1.x is expected");
        }
        return new AlertDocument(
                required(root, "id"),
                required(root, "source"),
                required(root, "type"),
                optional(root, "subject"),
                optional(root, "time").map(AlertDocument::time).orElse(fallback),
                optional(root.path("data"), "camera"),
                text);
    }

    /** The site that raised it; empty when another program did. */
    public String site() {
        return source.startsWith(SITES) ? source.substring(SITES.length()) : "";
    }

    /** Kind of alert, such as {@code watchlist-hit}; the whole type when another program raised it. */
    public String kind() {
        return type.startsWith(TYPE) ? type.substring(TYPE.length()).replaceFirst("\\.v\\d+$", "") : type;
    }

    /** What a snooze asks of it. */
    Snooze.Alert snoozed() {
        return new Snooze.Alert(site(), camera.orElse(""), subject.orElse(""), kind().equals(WATCHLIST_HIT));
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("alert of " + bytes.length + " bytes is not UTF-8 text", e);
        }
    }

    private static JsonNode root(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root == null || !root.isObject()) {
                throw new IllegalArgumentException("alert is not a JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("alert is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String required(JsonNode root, String attribute) {
        return optional(root, attribute)
                .orElseThrow(() -> new IllegalArgumentException(
                        "alert has no '" + attribute + "': CloudEvents require id, source, type and specversion"));
    }

    private static Optional<String> optional(JsonNode root, String attribute) {
        JsonNode value = root.get(attribute);
        return value == null || !value.isTextual() || value.textValue().isEmpty()
                ? Optional.empty()
                : Optional.of(value.textValue());
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("alert has time '" + text + "', RFC 3339 is expected", e);
        }
    }
}
