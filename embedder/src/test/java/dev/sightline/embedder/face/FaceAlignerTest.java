package dev.sightline.embedder.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.sightline.embedder.detect.FivePoints;
import dev.sightline.embedder.image.Picture;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class FaceAlignerTest {
    private static final FivePoints TEMPLATE = new FivePoints(List.of(
            38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f, 92.2041f));

    @Test
    void shouldPutTheNoseWhereItBelongsAtEveryScale() {
        for (double scale : new double[] {0.7, 1, 1.5, 6}) {
            FivePoints points = TEMPLATE.mapped(scale, scale, 30, 20);
            int nose = (int) Math.ceil(4 * scale);
            try (Picture picture = dotted((int) points.x(2), (int) points.y(2), nose);
                    Picture aligned = FaceAligner.align(picture, points)) {
                assertThat(aligned.width()).isEqualTo(FaceAligner.SIDE);
                assertThat(red(aligned, 56, 72)).as("nose at scale %s", scale).isGreaterThan(200);
                assertThat(red(aligned, 38, 52)).as("eye at scale %s", scale).isLessThan(50);
            }
        }
    }

    private static Picture dotted(int x, int y, int radius) {
        Mat mat = new Mat(800, 800, CV_8UC3, Scalar.all(0));
        for (int row = y - radius; row <= y + radius; row++) {
            for (int column = x - radius; column <= x + radius; column++) {
                mat.ptr(row, column).put(new byte[] {0, 0, (byte) 255});
            }
        }
        return Picture.owning(mat);
    }

    private static int red(Picture picture, int x, int y) {
        return picture.mat().ptr(y, x).get(2) & 0xFF;
    }
}
