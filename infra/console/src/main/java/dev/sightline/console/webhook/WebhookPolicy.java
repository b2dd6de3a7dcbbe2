package dev.sightline.console.webhook;

import dev.sightline.platform.retry.Backoff;
import java.time.Duration;

/**
 * How alerts are sent.
 *
 * @param allowPrivate whether endpoints may lie on this machine or in a private network
 * @param patience how long an endpoint may take to answer
 * @param backoff pauses between attempts, and how many are made
 */
public record WebhookPolicy(boolean allowPrivate, Duration patience, Backoff backoff) {
    /** Public endpoints only; 10 s; 15 attempts over some five hours. */
    public static WebhookPolicy defaults() {
        return of(false, 15);
    }

    /** @param attempts after which an alert is given up */
    public static WebhookPolicy of(boolean allowPrivate, int attempts) {
        return new WebhookPolicy(
                allowPrivate,
                Duration.ofSeconds(10),
                new Backoff(Duration.ofSeconds(2), Duration.ofHours(1), 2, 0.3, attempts));
    }
}
