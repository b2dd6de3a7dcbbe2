package dev.sightline.trainer.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.augment.Canvas;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class RuntimeTeacherTest {
    private static final int WIDTH = 4;
    private static final int HEIGHT = 8;

    @Test
    void shouldAskNetworksOfEitherLayoutAboutTheSamePicture() {
        try (PointerScope scope = new PointerScope();
                RuntimeTeacher first = RuntimeTeacher.open(teacher(InputSpec.Layout.NCHW, "batch"));
                RuntimeTeacher last = RuntimeTeacher.open(teacher(InputSpec.Layout.NHWC, "batch"))) {
            Tensor canvas = canvas(3, HEIGHT, WIDTH);

            List<float[]> one = first.describe(canvas);
            List<float[]> other = last.describe(canvas);

            assertThat(first.dimension()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                assertThat(one.get(i)).containsExactly(other.get(i), within(1e-5f));
                assertThat(length(one.get(i))).isCloseTo(1, within(1e-5));
            }
        }
    }

    @Test
    void shouldKeepToAFixedBatchAndGiveARowForEachPictureAlone() {
        try (PointerScope scope = new PointerScope();
                RuntimeTeacher fixed = RuntimeTeacher.open(teacher(InputSpec.Layout.NHWC, "2"));
                RuntimeTeacher free = RuntimeTeacher.open(teacher(InputSpec.Layout.NHWC, "batch"))) {
            Tensor canvas = canvas(5, HEIGHT, WIDTH);

            List<float[]> rows = fixed.describe(canvas);

            assertThat(rows).hasSize(5);
            for (int i = 0; i < 5; i++) {
                assertThat(rows.get(i)).containsExactly(free.describe(canvas).get(i), within(1e-6f));
            }
        }
    }

    @Test
    void shouldScaleALargerCanvasToItsInput() {
        try (PointerScope scope = new PointerScope();
                RuntimeTeacher teacher = RuntimeTeacher.open(teacher(InputSpec.Layout.NCHW, "batch"))) {
            Tensor large = Tensor.create(filled(3 * 16 * 8, 40), 1, 3, 16, 8);
            Tensor small = Tensor.create(filled(3 * HEIGHT * WIDTH, 40), 1, 3, HEIGHT, WIDTH);

            assertThat(teacher.describe(large).get(0))
                    .containsExactly(teacher.describe(small).get(0), within(1e-6f));
        }
    }

    @Test
    void shouldRefuseAtOnceWhatItCannotAsk() {
        InputSpec wide = spec(InputSpec.Layout.NHWC, 9, "pictures", InputSpec.Resize.STRETCH);
        InputSpec renamed = spec(InputSpec.Layout.NHWC, WIDTH, "images", InputSpec.Resize.STRETCH);
        InputSpec boxed = spec(InputSpec.Layout.NHWC, WIDTH, "pictures", InputSpec.Resize.LETTERBOX);
        ModelProto model = mean(InputSpec.Layout.NHWC, "1");

        assertRefused(model, wide, "its input is [1, 8, 4, 3], but by its manifest (NHWC) one crop is [1, 8, 9, 3]");
        assertRefused(model, renamed, "its inputs are [pictures], and its manifest names 'images'");
        assertRefused(model, boxed, "is letterbox");
    }

    private static void assertRefused(ModelProto model, InputSpec input, String why) {
        assertThatThrownBy(() -> RuntimeTeacher.open(new Teacher(model, input, "odd@2")))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("teacher odd@2 cannot be asked: ")
                .hasMessageContaining(why);
    }

    private static Teacher teacher(InputSpec.Layout layout, String batch) {
        return new Teacher(mean(layout, batch), spec(layout, WIDTH, "pictures", InputSpec.Resize.STRETCH), "it@1");
    }

    /** The mean of each channel. */
    private static ModelProto mean(InputSpec.Layout layout, String batch) {
        boolean last = layout == InputSpec.Layout.NHWC;
        GraphBuilder graph = new GraphBuilder("mean")
                .input(
                        "pictures",
                        last
                                ? new String[] {batch, "" + HEIGHT, "" + WIDTH, "3"}
                                : new String[] {batch, "3", "" + HEIGHT, "" + WIDTH});
        graph.node(
                "ReduceMean",
                "means",
                List.of("pictures"),
                Attributes.of("axes", last ? new long[] {1, 2} : new long[] {2, 3}),
                Attributes.of("keepdims", 0));
        return graph.output("means", batch, "3").build(12);
    }

    private static InputSpec spec(InputSpec.Layout layout, int width, String name, InputSpec.Resize resize) {
        return new InputSpec(
                name,
                layout,
                width,
                HEIGHT,
                1,
                InputSpec.Color.RGB,
                List.of(1f, 2f, 3f),
                List.of(2f, 3f, 4f),
                resize,
                0);
    }

    private static Tensor canvas(int pictures, int height, int width) {
        float[] values = new float[pictures * 3 * height * width];
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 255;
        }
        assertThat(Canvas.spec(List.of(spec(InputSpec.Layout.NCHW, width, "x", InputSpec.Resize.STRETCH)))
                        .color())
                .isEqualTo(InputSpec.Color.BGR);
        return Tensor.create(values, pictures, 3, height, width);
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    private static double length(float[] row) {
        double squares = 0;
        for (float value : row) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
