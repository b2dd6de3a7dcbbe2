package dev.sightline.platform.lifecycle;

/**
 * How a service is at this moment.
 *
 * @param service its name
 * @param ready whether it works now
 * @param live whether it needs no restart
 * @param degraded why it works worse than it should, for people; empty when it does not
 */
public record ServiceHealth(String service, boolean ready, boolean live, String degraded) {
    /** One that works as well as it should, as far as it works. */
    public ServiceHealth(String service, boolean ready, boolean live) {
        this(service, ready, live, "");
    }
}
