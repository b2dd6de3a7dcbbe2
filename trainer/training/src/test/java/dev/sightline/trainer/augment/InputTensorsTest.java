package dev.sightline.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.trainer.graph.TorchGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InputTensorsTest {
    private static final int WIDTH = 16;
    private static final int HEIGHT = 32;
    private static final int PLANE = WIDTH * HEIGHT;

    @TempDir
    private Path folder;

    private Path halves;

    /** Left half blue-ish, right half red-ish, as PNG so that the values stay. */
    @BeforeEach
    void draw() {
        halves = folder.resolve("halves.png");
        try (PointerScope scope = new PointerScope()) {
            Mat picture = new Mat(HEIGHT, WIDTH, CV_8UC3, new Scalar(200, 100, 50, 0));
            picture.colRange(WIDTH / 2, WIDTH).put(new Scalar(50, 100, 200, 0));
            imwrite(halves.toString(), picture);
        }
    }

    @Test
    void shouldLayPicturesOutAsTheManifestSays() throws IOException {
        float[] rgb = plain(spec(InputSpec.Color.RGB));
        float[] bgr = plain(spec(InputSpec.Color.BGR));

        assertThat(rgb[0]).isEqualTo((50 - 100f) / 50, within(1e-6f));
        assertThat(rgb[2 * PLANE]).isEqualTo((200 - 120f) / 40, within(1e-6f));
        assertThat(bgr[0]).isEqualTo((200 - 100f) / 50, within(1e-6f));
        assertThat(rgb[PLANE - 1]).isEqualTo((200 - 100f) / 50, within(1e-6f));
    }

    @Test
    void shouldVaryNothingWithoutAugmentation() throws IOException {
        assertThat(varied(Augmentation.NONE, 3)).isEqualTo(plain(spec(InputSpec.Color.RGB)));
    }

    @ParameterizedTest
    @MethodSource("each")
    void shouldVaryAlikeForTheSameSeed(Augmentation augmentation) throws IOException {
        assertThat(varied(augmentation, 12)).isEqualTo(varied(augmentation, 12));
        assertThat(varied(augmentation, 12)).isNotEqualTo(plain(spec(InputSpec.Color.RGB)));
    }

    static List<Augmentation> each() {
        return List.of(
                new Augmentation(1, 0, 0, 0, 0, 0, 0, 0, 0),
                new Augmentation(0, 0.25, 0, 0, 0, 0, 0, 0, 0),
                new Augmentation(0, 0, 1, 0, 0, 0, 0, 0, 0),
                new Augmentation(0, 0, 0, 0.5, 0, 0, 0, 0, 0),
                new Augmentation(0, 0, 0, 0, 1, 0, 0, 0, 0),
                new Augmentation(0, 0, 0, 0, 0, 1, 0, 0, 0),
                new Augmentation(0, 0, 0, 0, 0, 0, 1, 0, 0),
                new Augmentation(0, 0, 0, 0, 0, 0, 0, 1, 0),
                new Augmentation(0, 0, 0, 0, 0, 0, 0, 0, .3));
    }

    @Test
    void shouldMirrorLeftAndRight() throws IOException {
        float[] plain = plain(spec(InputSpec.Color.RGB));
        float[] mirrored = varied(new Augmentation(1, 0, 0, 0, 0, 0, 0, 0, 0), 1);

        for (int x = 0; x < WIDTH; x++) {
            assertThat(mirrored[x]).isEqualTo(plain[WIDTH - 1 - x]);
        }
    }

    @Test
    void shouldEraseOneRectangleAndLeaveTheRest() throws IOException {
        float[] plain = plain(spec(InputSpec.Color.RGB));
        float[] erased = varied(new Augmentation(0, 0, 1, 0, 0, 0, 0, 0, 0), 2);

        int left = WIDTH;
        int right = -1;
        int top = HEIGHT;
        int bottom = -1;
        int changed = 0;
        for (int i = 0; i < PLANE; i++) {
            if (erased[i] != plain[i]) {
                left = Math.min(left, i % WIDTH);
                right = Math.max(right, i % WIDTH);
                top = Math.min(top, i / WIDTH);
                bottom = Math.max(bottom, i / WIDTH);
                changed++;
            }
        }
        assertThat(changed).isPositive().isEqualTo((right - left + 1) * (bottom - top + 1));
        assertThat(changed).isLessThan(PLANE / 2);
    }

    @Test
    void shouldKeepGrayGrayHoweverColorsShift() throws IOException {
        Path gray = folder.resolve("gray.png");
        try (PointerScope scope = new PointerScope()) {
            imwrite(gray.toString(), new Mat(HEIGHT, WIDTH, CV_8UC3, new Scalar(120, 120, 120, 0)));
            float[] turned = new float[12];
            for (int seed = 0; seed < 20; seed++) {
                ColorShift shift = ColorShift.draw(new java.util.SplittableRandom(seed), 0.3);
                System.arraycopy(shift.matrix(), 0, turned, 0, 12);
                double[] out = new double[3];
                for (int row = 0; row < 3; row++) {
                    double sum = turned[row * 4] + turned[row * 4 + 1] + turned[row * 4 + 2];
                    out[row] = 120 * sum + turned[row * 4 + 3];
                }
                // White balance may tint by the strength's share, hue and saturation may not.
                assertThat(Math.abs(out[0] - out[1])).isLessThan(120 * 1.3 * 2 * 0.3 * 0.4 + 1e-3);
            }
        }
    }

    @Test
    void shouldNameAFileThatIsNoPicture() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jpg"), "text");

        assertThatThrownBy(() -> new InputTensors(spec(InputSpec.Color.RGB)).plain(List.of(text)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("text.jpg does not decode");
    }

    @Test
    void shouldRefuseALayoutThatCannotBeTrained() {
        InputSpec nhwc = new InputSpec(
                "images",
                InputSpec.Layout.NHWC,
                WIDTH,
                HEIGHT,
                1,
                InputSpec.Color.RGB,
                List.of(0f, 0f, 0f),
                List.of(1f, 1f, 1f),
                InputSpec.Resize.STRETCH,
                0);

        assertThatThrownBy(() -> new InputTensors(nhwc))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NHWC");
    }

    private float[] plain(InputSpec spec) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            return TorchGraph.values(new InputTensors(spec).plain(List.of(halves)));
        }
    }

    private float[] varied(Augmentation augmentation, long seed) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = new InputTensors(spec(InputSpec.Color.RGB)).varied(List.of(halves), augmentation, seed);
            return TorchGraph.values(tensor);
        }
    }

    private static InputSpec spec(InputSpec.Color color) {
        return new InputSpec(
                "images",
                InputSpec.Layout.NCHW,
                WIDTH,
                HEIGHT,
                1,
                color,
                List.of(100f, 110f, 120f),
                List.of(50f, 45f, 40f),
                InputSpec.Resize.STRETCH,
                0);
    }
}
