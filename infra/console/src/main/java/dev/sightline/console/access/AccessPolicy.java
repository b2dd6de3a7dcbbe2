package dev.sightline.console.access;

import java.time.Duration;

/**
 * How long what is valid.
 *
 * @param sessionLife a browser stays logged in at most this long
 * @param sessionIdle and at most this long without a request
 * @param linkLife one-time links
 * @param streams open live streams at once, of all users
 * @param streamsPerUser of one user
 */
public record AccessPolicy(
        Duration sessionLife, Duration sessionIdle, Duration linkLife, int streams, int streamsPerUser) {
    /** 12 hours, 2 hours, 1 hour, 100 streams, 8 of one user. */
    public static AccessPolicy defaults() {
        return new AccessPolicy(Duration.ofHours(12), Duration.ofHours(2), Duration.ofHours(1), 100, 8);
    }
}
