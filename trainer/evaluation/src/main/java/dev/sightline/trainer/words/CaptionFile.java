package dev.sightline.trainer.words;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads descriptions of people: a JSON list of {@code {"set", "person", "picture", "captions": [...]}}; {@code picture} may
 * be left out or empty.
 */
public final class CaptionFile {
    private static final long MOST_BYTES = 256L << 20;

    private CaptionFile() {}

    /**
     * All captions in the order of the file.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException naming file and entry of the first mistake
     */
    public static List<Caption> read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(
                    file + " is larger than " + MOST_BYTES + " bytes; is this the right file?");
        }
        JsonNode list;
        try {
            list = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": not JSON: " + e.getOriginalMessage(), e);
        }
        if (list == null || !list.isArray()) {
            throw new IllegalArgumentException(file
                    + ": expected a list of entries such as {\"set\": \"mall\", \"person\": \"7\", \"captions\": [\"A man in"
                    + " black.\"]}");
        }
        List<Caption> captions = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            captions.addAll(entry(file + ": entry " + (i + 1), list.get(i)));
        }
        return List.copyOf(captions);
    }

    private static List<Caption> entry(String where, JsonNode entry) {
        String set = text(where, entry, "set");
        String person = text(where, entry, "person");
        String picture = entry.path("picture").asText("");
        String name = picture.substring(picture.lastIndexOf('/') + 1);
        JsonNode texts = entry.path("captions");
        if (!texts.isArray() || texts.isEmpty()) {
            throw new IllegalArgumentException(where + ": key 'captions' must be a list of at least one text");
        }
        List<Caption> captions = new ArrayList<>();
        for (JsonNode text : texts) {
            if (!text.isTextual() || text.asText().isBlank()) {
                throw new IllegalArgumentException(where + ": 'captions' holds " + text + "; expected a text");
            }
            captions.add(new Caption(Caption.identity(set, person), name, text.asText()));
        }
        return captions;
    }

    private static String text(String where, JsonNode entry, String key) {
        JsonNode value = entry.path(key);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException(where + ": key '" + key + "' is "
                    + (value.isMissingNode() ? "missing" : value.toString()) + "; expected a text");
        }
        return value.asText();
    }
}
