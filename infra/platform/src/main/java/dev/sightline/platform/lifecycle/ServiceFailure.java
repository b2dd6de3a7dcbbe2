package dev.sightline.platform.lifecycle;

/**
 * A service that failed.
 *
 * @param service its name
 * @param cause what it threw
 */
public record ServiceFailure(String service, Throwable cause) {}
