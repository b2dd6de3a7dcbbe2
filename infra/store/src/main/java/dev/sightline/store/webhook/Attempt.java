package dev.sightline.store.webhook;

/**
 * An alert that is to be sent now, by its claimant alone.
 *
 * @param deliveryId which
 * @param claim of this attempt
 * @param webhook where to
 * @param alertId id of the alert
 * @param json the alert, the same bytes each time
 * @param number of this attempt, from 1
 */
public record Attempt(String deliveryId, String claim, Webhook webhook, String alertId, String json, int number) {}
