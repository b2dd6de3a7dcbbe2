package dev.sightline.ingest.source;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Conversions between OpenCV matrices (8-bit BGR) and Java bytes. Every matrix made inside is freed inside. */
final class Pixels {
    private Pixels() {}

    static byte[] jpeg(Mat bgr, int quality) {
        try (BytePointer buffer = new BytePointer();
                IntPointer parameters = new IntPointer(IMWRITE_JPEG_QUALITY, quality)) {
            if (!imencode(".jpg", bgr, buffer, parameters)) {
                throw new UnreadablePicture("picture of " + bgr.cols() + "x" + bgr.rows() + " has no JPEG form");
            }
            byte[] bytes = new byte[Math.toIntExact(buffer.limit())];
            buffer.get(bytes);
            return bytes;
        }
    }

    /** The decoded picture, to be closed by the caller; empty when the bytes are none. */
    static Mat decode(byte[] bytes) {
        return decode(bytes, IMREAD_COLOR);
    }

    static byte[] luma(byte[] encoded, int width, int height) {
        try (Mat gray = decode(encoded, IMREAD_REDUCED_GRAYSCALE_4)) {
            if (gray.empty()) {
                throw new UnreadablePicture("picture of " + encoded.length + " bytes cannot be decoded");
            }
            return shrink(gray, width, height);
        }
    }

    static byte[] luma(Mat bgr, int width, int height) {
        try (Mat small = new Mat();
                Size size = new Size(width, height);
                Mat gray = new Mat()) {
            resize(bgr, small, size, 0, 0, INTER_AREA);
            cvtColor(small, gray, COLOR_BGR2GRAY);
            return bytes(gray);
        }
    }

    static BufferedImage image(Mat bgr) {
        BufferedImage image = new BufferedImage(bgr.cols(), bgr.rows(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int row = bgr.cols() * 3;
        long step = bgr.step();
        try (BytePointer data = new BytePointer(bgr.data())) {
            for (int y = 0; y < bgr.rows(); y++) {
                data.position(y * step).get(target, y * row, row);
            }
        }
        return image;
    }

    private static byte[] shrink(Mat gray, int width, int height) {
        try (Mat small = new Mat();
                Size size = new Size(width, height)) {
            resize(gray, small, size, 0, 0, INTER_AREA);
            return bytes(small);
        }
    }

    private static Mat decode(byte[] bytes, int flags) {
        if (bytes.length == 0) {
            return new Mat();
        }
        try (BytePointer data = new BytePointer(bytes);
                Mat encoded = new Mat(1, bytes.length, CV_8UC1, data)) {
            return imdecode(encoded, flags);
        } catch (RuntimeException e) {
            return new Mat(); // OpenCV throws for sizes it refuses; to us that is one more broken picture.
        }
    }

    private static byte[] bytes(Mat continuous) {
        byte[] bytes = new byte[Math.toIntExact(continuous.total() * continuous.elemSize())];
        try (BytePointer data = new BytePointer(continuous.data())) {
            data.get(bytes);
        }
        return bytes;
    }
}
