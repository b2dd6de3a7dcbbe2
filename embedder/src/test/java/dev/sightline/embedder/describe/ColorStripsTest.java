package dev.sightline.embedder.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.TinyModels;
import dev.sightline.embedder.image.Picture;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelTask;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class ColorStripsTest {
    private final ColorStrips strips = new ColorStrips(manifest(ColorStrips.DIMENSION));

    @Test
    void shouldFindTheSameClothesInOtherLightNearerThanOtherClothes() {
        UnitVector bright = describe(new Scalar(40, 40, 200, 0), new Scalar(180, 60, 40, 0));
        UnitVector dark = describe(new Scalar(28, 28, 140, 0), new Scalar(126, 42, 28, 0));
        UnitVector swapped = describe(new Scalar(180, 60, 40, 0), new Scalar(40, 40, 200, 0));

        assertThat(bright.cosine(dark)).isGreaterThan(0.9);
        assertThat(bright.cosine(swapped)).isLessThan(0.5);
    }

    @Test
    void shouldGiveADescriptorForACropOfOneColor() {
        UnitVector gray = describe(Scalar.all(90), Scalar.all(90));

        assertThat(gray.dimension()).isEqualTo(ColorStrips.DIMENSION);
        assertThat(gray.cosine(gray)).isGreaterThan(0.9999);
    }

    @Test
    void shouldRefuseAManifestOfAnotherDimension() {
        assertThatThrownBy(() -> new ColorStrips(manifest(10))).hasMessageContaining("dimension 10");
    }

    private UnitVector describe(Scalar shirt, Scalar trousers) {
        Mat mat = new Mat(160, 60, CV_8UC3, Scalar.all(128));
        new Mat(mat, new Rect(10, 10, 40, 70)).put(shirt);
        new Mat(mat, new Rect(10, 80, 40, 70)).put(trousers);
        try (Picture picture = Picture.owning(mat)) {
            return UnitVector.normalize(
                    strips.modelId(), strips.describe(List.of(picture)).get(0), 1);
        }
    }

    private static ModelManifest manifest(int dimension) {
        InputSpec input = new InputSpec(
                "",
                InputSpec.Layout.NCHW,
                64,
                128,
                1,
                InputSpec.Color.RGB,
                List.of(0f, 0f, 0f),
                List.of(1f, 1f, 1f),
                InputSpec.Resize.STRETCH,
                0);
        return TinyModels.manifest(
                ModelTask.PERSON_DESCRIPTOR, "person-colour-strip", ColorStrips.DECODER, input, dimension, Map.of());
    }
}
