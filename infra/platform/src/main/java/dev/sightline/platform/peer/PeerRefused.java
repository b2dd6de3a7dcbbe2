package dev.sightline.platform.peer;

/** Two instances do not know the same secret, or their clocks differ by more than a minute. */
public final class PeerRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    PeerRefused(String address) {
        super(address + " has another secret, or its clock differs by more than a minute");
    }
}
