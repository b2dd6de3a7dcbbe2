package dev.sightline.store.alert;

import java.time.Instant;

/**
 * Somebody has dealt with an alert.
 *
 * @param alertId which
 * @param by who
 * @param at when
 * @param note what was done; may be empty
 */
public record Acknowledgement(String alertId, String by, Instant at, String note) {
    static Acknowledgement of(AlertAcknowledgementEntity row) {
        return new Acknowledgement(row.alertId, row.by, row.at, row.note);
    }
}
