package dev.sightline.store.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * An alert.
 *
 * @param alertId id
 * @param ruleId rule or watchlist entry that raised it
 * @param source CloudEvents source
 * @param type CloudEvents type
 * @param subject CloudEvents subject
 * @param time when it happened
 * @param json the whole CloudEvent
 * @param snooze the snooze that silenced it when it came
 */
public record AlertView(
        String alertId,
        String ruleId,
        String source,
        String type,
        Optional<String> subject,
        Instant time,
        String json,
        Optional<String> snooze) {

    static AlertView of(AlertEntity row) {
        return new AlertView(
                row.alertId,
                row.ruleId,
                row.source,
                row.type,
                Optional.ofNullable(row.subject),
                row.time,
                row.document,
                Optional.ofNullable(row.snoozeId));
    }
}
