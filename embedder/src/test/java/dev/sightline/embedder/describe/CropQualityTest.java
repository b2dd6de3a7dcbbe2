package dev.sightline.embedder.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_imgproc.blur;

import dev.sightline.embedder.Samples;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

class CropQualityTest {
    private static final Region BOX = new Region(200, 100, 80, 200);

    private final CropQuality quality = CropQuality.people();

    @Test
    void shouldFallWithEveryHindrance() {
        try (Picture sharp = Samples.picture(640, 480, 3);
                Picture blurred = blurred(sharp)) {
            float best = quality.of(sharp, BOX, List.of());

            assertThat(best).isBetween(0.2f, 1f);
            assertThat(quality.of(blurred, BOX, List.of())).isLessThan(best / 2);
            assertThat(quality.of(sharp, BOX, List.of(new Region(200, 180, 80, 200))))
                    .isLessThan(best * 0.7f);
            assertThat(quality.of(sharp, BOX, List.of(new Region(500, 100, 80, 200))))
                    .isEqualTo(best);
            assertThat(quality.of(sharp, new Region(220, 140, 16, 40), List.of()))
                    .isLessThanOrEqualTo(0.25f);
            assertThat(quality.of(sharp, new Region(0, 100, 80, 200), List.of()))
                    .isLessThanOrEqualTo(0.6f);
        }
    }

    @Test
    void shouldCountWhoStandsNearerMoreThanWhoStandsBehind() {
        try (Picture sharp = Samples.picture(640, 480, 3)) {
            float behind = quality.of(sharp, BOX, List.of(new Region(200, 60, 80, 200)));
            float before = quality.of(sharp, BOX, List.of(new Region(200, 140, 80, 200)));

            assertThat(before).isLessThan(behind);
        }
    }

    @Test
    void shouldNotCallAPictureThatIsOneCropTruncated() {
        try (Picture crop = Samples.picture(640, 480, 3)) {
            float whole = quality.of(crop, crop.bounds(), List.of());
            float cutAtThreeSides = quality.of(crop, new Region(0, 0, 600, 480), List.of());

            assertThat(whole).isGreaterThan(2 * cutAtThreeSides);
        }
    }

    private static Picture blurred(Picture picture) {
        Mat soft = new Mat();
        blur(picture.mat(), soft, new Size(25, 25));
        return Picture.owning(soft);
    }
}
