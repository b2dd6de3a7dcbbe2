package dev.sightline.store.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * For a while alerts of a camera, of a person, or of a person at a camera are kept, but nobody is disturbed by them.
 *
 * @param snoozeId id
 * @param siteId site
 * @param camera which; empty: everywhere at the site
 * @param identity who; empty: everybody but people on the watchlist
 * @param until when it ends by itself
 * @param reason why; may be empty
 * @param by who wants it
 * @param at since when
 */
public record Snooze(
        String snoozeId,
        String siteId,
        Optional<String> camera,
        Optional<String> identity,
        Instant until,
        String reason,
        String by,
        Instant at) {
    public Snooze {
        if (camera.isEmpty() && identity.isEmpty()) {
            throw new IllegalArgumentException("a snooze needs a camera, a person, or both");
        }
    }

    /**
     * Whether it silences an alert.
     *
     * @param alert the alert
     * @param goesOnAs who its person goes on as, after merging
     */
    public boolean silences(Alert alert, String goesOnAs) {
        boolean here = alert.site().equals(siteId)
                && camera.map(alert.camera()::equals).orElse(true);
        boolean who = identity.map(
                        id -> alert.identity().equals(id) || alert.identity().equals(goesOnAs))
                .orElse(!alert.onWatchlist());
        return here && who;
    }

    /**
     * What counts of an alert.
     *
     * @param site where
     * @param camera where; may be empty
     * @param identity who; may be empty
     * @param onWatchlist whether the person is on the watchlist
     */
    public record Alert(String site, String camera, String identity, boolean onWatchlist) {}

    static Snooze of(AlertSnoozeEntity row) {
        return new Snooze(
                row.snoozeId,
                row.siteId,
                Optional.ofNullable(row.cameraId),
                Optional.ofNullable(row.identityId),
                row.until,
                row.reason,
                row.by,
                row.at);
    }
}
