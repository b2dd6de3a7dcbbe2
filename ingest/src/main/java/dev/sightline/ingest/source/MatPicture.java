package dev.sightline.ingest.source;

import java.awt.image.BufferedImage;
import java.util.function.Supplier;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A decoded picture; its pixels are converted when somebody asks first.
 *
 * @param bgr gives the same matrix each time; the source owns it
 */
record MatPicture(Stamp stamp, int width, int height, Supplier<Mat> bgr) implements Picture {
    @Override
    public byte[] jpeg(int quality) {
        return Pixels.jpeg(bgr.get(), quality);
    }

    @Override
    public BufferedImage image() {
        return Pixels.image(bgr.get());
    }

    @Override
    public byte[] luma(int width, int height) {
        return Pixels.luma(bgr.get(), width, height);
    }
}
