package dev.sightline.embedder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.sightline.embedder.image.TensorWriter.Fit;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.InputSpec.Color;
import dev.sightline.models.manifest.InputSpec.Layout;
import dev.sightline.models.manifest.InputSpec.Resize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class TensorWriterTest {
    private static final Scalar BLUE_10_GREEN_20_RED_30 = new Scalar(10, 20, 30, 0);

    @Test
    void shouldWritePlanesInTheChannelOrderAskedForAtTheSlotAskedFor() {
        FloatBuffer tensor = write(spec(Layout.NCHW, Color.RGB, 4, 2, Resize.STRETCH), 2, 1);

        assertThat(tensor.get(0)).isZero();
        assertThat(tensor.get(24)).isEqualTo((30 - 1) / 2f, within(1e-5f));
        assertThat(tensor.get(24 + 8)).isEqualTo((20 - 2) / 4f, within(1e-5f));
        assertThat(tensor.get(24 + 16)).isEqualTo((10 - 3) / 8f, within(1e-5f));
    }

    @Test
    void shouldWriteInterleavedChannels() {
        FloatBuffer tensor = write(spec(Layout.NHWC, Color.BGR, 4, 2, Resize.STRETCH), 1, 0);

        assertThat(tensor.get(3)).isEqualTo((10 - 1) / 2f, within(1e-5f));
        assertThat(tensor.get(4)).isEqualTo((20 - 2) / 4f, within(1e-5f));
        assertThat(tensor.get(5)).isEqualTo((30 - 3) / 8f, within(1e-5f));
    }

    @Test
    void shouldPadALetterboxAtTheRightAndBottom() {
        FloatBuffer tensor = write(spec(Layout.NCHW, Color.BGR, 8, 8, Resize.LETTERBOX), 1, 0);

        assertThat(tensor.get(0)).isEqualTo((10 - 1) / 2f, within(1e-5f));
        assertThat(tensor.get(7 * 8)).isEqualTo((114 - 1) / 2f, within(1e-5f));
    }

    @Test
    void shouldKeepTheAspectInMultiplesOfTheStride() {
        InputSpec spec = spec(Layout.NCHW, Color.RGB, 640, 640, Resize.KEEP_ASPECT);
        TensorWriter writer = new TensorWriter(spec);

        assertThat(writer.fit(768, 576))
                .extracting(Fit::tensorWidth, Fit::tensorHeight)
                .containsExactly(640, 480);
        assertThat(writer.fit(1920, 1080))
                .extracting(Fit::tensorWidth, Fit::tensorHeight)
                .containsExactly(640, 352);
        assertThat(writer.fit(1920, 1080).toPicture(new Region(320, 176, 64, 35.2f)))
                .isEqualTo(new Region(960, 540, 192, 108));
    }

    private static FloatBuffer write(InputSpec spec, int batch, int slot) {
        TensorWriter writer = new TensorWriter(spec);
        FloatBuffer tensor = ByteBuffer.allocateDirect(batch * 3 * spec.width() * spec.height() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        try (Picture picture = Picture.owning(new Mat(3, 6, CV_8UC3, BLUE_10_GREEN_20_RED_30))) {
            writer.write(picture, writer.fit(picture.width(), picture.height()), tensor, slot);
        }
        return tensor;
    }

    private static InputSpec spec(Layout layout, Color color, int width, int height, Resize resize) {
        List<Float> mean = List.of(1f, 2f, 3f);
        List<Float> scale = List.of(2f, 4f, 8f);
        int stride = resize == Resize.KEEP_ASPECT ? 32 : 1;
        return new InputSpec("in", layout, width, height, stride, color, mean, scale, resize, 114);
    }
}
