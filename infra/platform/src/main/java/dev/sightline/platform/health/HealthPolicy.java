package dev.sightline.platform.health;

/**
 * Where health and metrics are served.
 *
 * @param host address to listen on; the pages know no users, so anything but loopback wants a network that is closed
 * @param port 0 for any free port
 */
public record HealthPolicy(String host, int port) {
    public HealthPolicy {
        if (host.isBlank()) {
            throw new IllegalArgumentException("health host is empty: give an address such as 127.0.0.1");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("health port " + port + " must be 0 (any free port) to 65535");
        }
    }

    /** Loopback, any free port. */
    public static HealthPolicy defaults() {
        return new HealthPolicy("127.0.0.1", 0);
    }
}
