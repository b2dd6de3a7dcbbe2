package dev.sightline.app.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A sighting as the API shows it. */
record Stay(String id, String identity, String camera, Instant start) {
    static Stay of(JsonNode item) {
        return new Stay(
                item.path("sighting").asText(),
                item.path("identity").asText(),
                item.path("camera").asText(),
                Instant.parse(item.path("start").asText()));
    }
}
