package dev.sightline.embedder;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.embedder.image.Jpeg;
import dev.sightline.embedder.image.Picture;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Generated pictures and frames. */
public final class Samples {
    private Samples() {}

    /** Colored rectangles on gray; the same for the same seed. The caller closes it. */
    public static Picture picture(int width, int height, long seed) {
        return picture(width, height, seed, 12);
    }

    /** The same with so many rectangles, which are the smaller the more there are. */
    public static Picture picture(int width, int height, long seed, int rectangles) {
        int across = Math.max(4, rectangles / 20);
        Random random = new Random(seed);
        Mat mat = new Mat(height, width, CV_8UC3, Scalar.all(128));
        try (PointerScope scope = new PointerScope()) {
            for (int i = 0; i < rectangles; i++) {
                int x = random.nextInt(width);
                int y = random.nextInt(height);
                Scalar color = new Scalar(random.nextInt(256), random.nextInt(256), random.nextInt(256), 0);
                Point end = new Point(x + width / across, y + height / (across - 1));
                rectangle(mat, new Point(x, y), end, color, FILLED, 8, 0);
            }
        }
        return Picture.owning(mat);
    }

    /** {@link #picture} as JPEG. */
    public static byte[] jpeg(int width, int height, long seed) {
        try (Picture picture = picture(width, height, seed)) {
            return new Jpeg(10_000, 92).encode(picture);
        }
    }

    /** A good frame of 160x120 pixels. */
    public static Frame frame(String camera, long session, long sequence) {
        return frame(camera, session, sequence, jpeg(160, 120, sequence));
    }

    /** A frame that declares 160x120 pixels and carries any bytes. */
    public static Frame frame(String camera, long session, long sequence, byte[] bytes) {
        return Frame.newBuilder()
                .setCameraId(camera)
                .setSiteId("site")
                .setSession(session)
                .setSequence(sequence)
                .setCaptureTimeUs(1_700_000_000_000_000L + sequence * 100_000)
                .setWidth(160)
                .setHeight(120)
                .setJpeg(ByteString.copyFrom(bytes))
                .build();
    }
}
