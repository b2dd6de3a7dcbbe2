package dev.sightline.ingest.source;

import java.awt.image.BufferedImage;
import org.bytedeco.opencv.opencv_core.Mat;

/** A picture that came as JPEG and goes on as the same bytes. */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
record EncodedPicture(Stamp stamp, int width, int height, byte[] bytes) implements Picture {
    @Override
    public byte[] jpeg(int quality) {
        return bytes;
    }

    @Override
    public BufferedImage image() {
        try (Mat decoded = Pixels.decode(bytes)) {
            if (decoded.empty()) {
                throw new UnreadablePicture("JPEG of " + bytes.length + " bytes cannot be decoded");
            }
            return Pixels.image(decoded);
        }
    }

    @Override
    public byte[] luma(int width, int height) {
        return Pixels.luma(bytes, width, height);
    }
}
