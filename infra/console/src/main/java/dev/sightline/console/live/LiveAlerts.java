package dev.sightline.console.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads where an alert belongs. */
final class LiveAlerts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SITES = "/sightline/sites/";

    private LiveAlerts() {}

    /** An event that does not say where it belongs is shown only to those who may look everywhere. */
    static LiveEvent.Alert read(byte[] cloudEvent) {
        String text = new String(cloudEvent, StandardCharsets.UTF_8);
        try {
            JsonNode root = JSON.readTree(text);
            String source = root.path("source").asText("");
            String site = source.startsWith(SITES) ? source.substring(SITES.length()) : "";
            JsonNode data = root.path("data");
            return new LiveEvent.Alert(
                    text,
                    root.path("id").asText(""),
                    site,
                    data.path("camera").asText(""),
                    root.path("subject").asText(""),
                    data.path("tracklet").asText(""),
                    data.has("watchlist"));
        } catch (IOException e) {
            return new LiveEvent.Alert("{}", "", "", "", "", "", false);
        }
    }
}
