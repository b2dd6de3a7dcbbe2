package dev.sightline.ingest.source;

import java.awt.image.BufferedImage;

/**
 * One picture of a source, decoded only as far as somebody asks. Valid until the source is asked for the next one; use
 * from the thread that reads the source.
 */
public interface Picture {
    Stamp stamp();

    /** Pixels. */
    int width();

    /** Pixels. */
    int height();

    /**
     * The picture as JPEG. A source that holds JPEG hands out its own bytes, whatever the quality.
     *
     * @param quality 1 to 100
     * @throws UnreadablePicture when it cannot be decoded
     */
    byte[] jpeg(int quality);

    /**
     * The picture for drawing on, {@link BufferedImage#TYPE_3BYTE_BGR}; the caller's own copy.
     *
     * @throws UnreadablePicture when it cannot be decoded
     */
    BufferedImage image();

    /**
     * Brightness of the picture stretched to a small size, one byte (0 to 255) a pixel, row by row.
     *
     * @throws UnreadablePicture when it cannot be decoded
     */
    byte[] luma(int width, int height);
}
