package dev.sightline.platform.crops;

import dev.sightline.contracts.v1.ImageReference;

/**
 * Keeps pictures (crops of people, frames too large for Kafka) named by the SHA-256 of their bytes: storing the same
 * bytes twice keeps one, and a replay makes the same references. Thread-safe.
 */
public interface CropStore {
    /**
     * Stores bytes and returns once another process can read them.
     *
     * @param extension file name extension without the dot, 1 to 8 lower-case letters and digits, such as {@code jpg}
     * @throws java.io.UncheckedIOException when the store cannot be written: passing trouble
     */
    ImageReference put(byte[] image, String extension);

    /**
     * The bytes a reference names, checked against its SHA-256 and size.
     *
     * @throws CropException when the reference is malformed, or the picture is gone or altered: bad input
     * @throws java.io.UncheckedIOException when the store cannot be read: passing trouble
     */
    byte[] get(ImageReference reference);

    /**
     * Removes a picture; nothing happens when it is gone already.
     *
     * @throws CropException when the reference is malformed
     */
    void delete(ImageReference reference);
}
