package dev.sightline.store.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** Which watchlist entry an alert took a person for. */
final class WatchlistMention {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WatchlistMention() {}

    /** @param document an alert, as it was checked when it was recorded */
    static Optional<String> entry(String document) {
        try {
            String entry = JSON.readTree(document)
                    .path("data")
                    .path("watchlist")
                    .path("entry")
                    .asText("");
            return Optional.of(entry).filter(id -> !id.isEmpty());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert in the database is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
