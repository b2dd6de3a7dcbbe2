package dev.sightline.platform.lifecycle;

/**
 * How a service is at this moment.
 *
 * @param service its name
 * @param ready whether it works now
 * @param live whether it needs no restart
 */
public record ServiceHealth(String service, boolean ready, boolean live) {}
