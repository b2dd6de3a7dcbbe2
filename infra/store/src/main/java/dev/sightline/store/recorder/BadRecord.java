package dev.sightline.store.recorder;

/** A record that will never be recorded as it is. Becomes a dead letter. */
final class BadRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String kind;

    BadRecord(String kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    String kind() {
        return kind;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
