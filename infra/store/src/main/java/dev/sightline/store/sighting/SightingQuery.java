package dev.sightline.store.sighting;

import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Limit;
import java.time.Instant;
import java.util.Optional;

/**
 * Which sightings to list.
 *
 * @param siteId only those of a site
 * @param cameraId only those of a camera
 * @param since only those that lasted until then or longer
 * @param from where the page begins
 * @param limit items of a page
 */
public record SightingQuery(Optional<String> siteId, Optional<String> cameraId, Instant since, Cursor from, int limit) {
    public SightingQuery {
        Limit.require(limit);
    }
}
