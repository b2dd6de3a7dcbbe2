package dev.sightline.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import dev.sightline.models.manifest.InputSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchesTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(3);

    @TempDir
    private Path folder;

    @Test
    void shouldLieInAGridWithGaps() {
        Patches still = new Patches(.5, 0, 0);

        try (PointerScope scope = new PointerScope()) {
            assertThat(of(still.area(80, 160, 0, RANDOM))).containsExactly(0, 0, 20, 40);
            assertThat(of(still.area(80, 160, Patches.middle(), RANDOM))).containsExactly(30, 60, 20, 40);
            assertThat(of(still.area(80, 160, Patches.cell(7), RANDOM))).containsExactly(60, 120, 20, 40);
            assertThat(of(still.area(80, 160, Patches.cell(4), RANDOM))).containsExactly(60, 60, 20, 40);
            assertThat(of(new Patches(0, 0, 0).area(2, 2, 8, RANDOM))).containsExactly(1, 1, 1, 1);
        }
    }

    @Test
    void shouldStayInThePictureWhenShifted() {
        Patches shifted = new Patches(.5, .5, 0);
        boolean moved = false;
        for (int i = 0; i < 200; i++) {
            try (PointerScope scope = new PointerScope()) {
                int[] area = of(shifted.area(80, 160, i % 9, RANDOM));

                assertThat(area[0]).isBetween(0, 80 - area[2]);
                assertThat(area[1]).isBetween(0, 160 - area[3]);
                moved |= area[0] % 30 != 0;
            }
        }
        assertThat(moved).isTrue();
    }

    @Test
    void shouldKeepOneColorChannel() {
        try (PointerScope scope = new PointerScope()) {
            Mat picture = noise();
            Mat dropped = new Patches(.5, 0, 1).colors(picture, RANDOM);
            byte[] before = bytes(picture);
            byte[] after = bytes(dropped);
            int kept = 0;
            int even = 0;
            for (int channel = 0; channel < 3; channel++) {
                boolean same = true;
                int least = 255;
                int most = 0;
                for (int i = channel; i < before.length; i += 3) {
                    same &= before[i] == after[i];
                    least = Math.min(least, after[i] & 0xff);
                    most = Math.max(most, after[i] & 0xff);
                }
                kept += same ? 1 : 0;
                even += most - least < 10 ? 1 : 0;
            }

            assertThat(kept).isEqualTo(1);
            assertThat(even).isEqualTo(2);
            assertThat(new Patches(.5, 0, 0).colors(picture, RANDOM)).isSameAs(picture);
        }
    }

    @Test
    void shouldShowTheMiddleAndThenItsNeighbor() throws IOException {
        Path file = folder.resolve("crop.png");
        try (PointerScope scope = new PointerScope()) {
            Mat picture = new Mat(30, 30, CV_8UC3);
            byte[] cells = new byte[30 * 30 * 3];
            for (int i = 0; i < 900; i++) {
                int cell = i / 30 / 10 * 3 + i % 30 / 10;
                for (int c = 0; c < 3; c++) {
                    cells[3 * i + c] = (byte) (20 * cell);
                }
            }
            picture.data().put(cells);
            imwrite(file.toString(), picture);
            InputSpec spec = new InputSpec(
                    "images",
                    InputSpec.Layout.NCHW,
                    8,
                    8,
                    1,
                    InputSpec.Color.RGB,
                    List.of(0f, 0f, 0f),
                    List.of(1f, 1f, 1f),
                    InputSpec.Resize.STRETCH,
                    0);
            Tensor patches = new InputTensors(spec)
                    .patches(
                            new Patches(0, 0, 0),
                            Collections.nCopies(4, file),
                            new long[] {5, 5, 0, 0},
                            new Augmentation(1, .1, 0, 0, 0, 0, 0, 0, .3),
                            7);

            assertThat(value(patches, 0)).isEqualTo(80);
            assertThat(value(patches, 1)).isEqualTo(120);
            assertThat(value(patches, 2)).isEqualTo(80);
            assertThat(value(patches, 3)).isZero();
        }
    }

    private static double value(Tensor patches, long row) {
        return patches.select(0, row).mean().item_double();
    }

    @Test
    void shouldRefuseWhatIsOutOfRange() {
        assertThatThrownBy(() -> new Patches(3, 0, 0)).hasMessage("patches.gap is 3.0; allowed: 0 to 2.0");
    }

    private static int[] of(Rect area) {
        return new int[] {area.x(), area.y(), area.width(), area.height()};
    }

    private static Mat noise() {
        byte[] bytes = new byte[16 * 8 * 3];
        RANDOM.nextBytes(bytes);
        Mat noise = new Mat(16, 8, CV_8UC3);
        noise.data().put(bytes);
        return noise;
    }

    private static byte[] bytes(Mat picture) {
        byte[] bytes = new byte[(int) picture.total() * 3];
        picture.data().get(bytes);
        return bytes;
    }
}
