package dev.sightline.platform.crops;

/** A reference that cannot be followed. Trying again does not help: the record that carries it is bad input. */
public final class CropException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public CropException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong, with the word a dead letter uses. */
    public enum Kind {
        /** The reference names nothing this store could hold. */
        MALFORMED("crop-reference-malformed"),
        /** The picture is not (or no longer) in the store. */
        MISSING("crop-missing"),
        /** The bytes are not those that were stored. */
        ALTERED("crop-altered");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
