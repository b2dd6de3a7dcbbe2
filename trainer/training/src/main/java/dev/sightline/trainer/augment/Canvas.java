package dev.sightline.trainer.augment;

import static org.bytedeco.pytorch.global.torch.upsample_bilinear2d;

import dev.sightline.models.manifest.InputSpec;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * One picture that networks of different inputs look at: BGR in 0..255, [N, 3, height, width], of the largest of their
 * sizes. Made by {@link InputTensors} with {@link #spec}; {@link #fitted} lays it into each input. Stateless, any thread.
 */
public final class Canvas {
    private static final int WIDTH_AXIS = 3;

    private Canvas() {}

    /** An input that loses nothing that one of {@code inputs} would see. */
    public static InputSpec spec(List<InputSpec> inputs) {
        return new InputSpec(
                "canvas",
                InputSpec.Layout.NCHW,
                Collections.max(inputs.stream().map(InputSpec::width).toList()),
                Collections.max(inputs.stream().map(InputSpec::height).toList()),
                1,
                InputSpec.Color.BGR,
                List.of(0f, 0f, 0f),
                List.of(1f, 1f, 1f),
                InputSpec.Resize.STRETCH,
                0);
    }

    /**
     * Refuses inputs that a canvas cannot be laid into.
     *
     * @throws IllegalArgumentException naming the input and what is supported
     */
    public static void require(InputSpec input) {
        if (input.resize() != InputSpec.Resize.STRETCH || input.color() == InputSpec.Color.GRAY) {
            throw new IllegalArgumentException("input '" + input.name() + "' is "
                    + input.resize().label() + ", " + input.color() + "; supported are stretch and RGB or BGR");
        }
    }

    /** A canvas as {@code input} wants it, in its layout, contiguous; in the caller's pointer scope. */
    public static Tensor fitted(Tensor canvas, InputSpec input) {
        Tensor pictures = canvas;
        if (canvas.size(2) != input.height() || canvas.size(WIDTH_AXIS) != input.width()) {
            pictures = upsample_bilinear2d(canvas, new long[] {input.height(), input.width()}, false);
        }
        if (input.color() == InputSpec.Color.RGB) {
            pictures = pictures.flip(1);
        }
        Tensor scaled = pictures.sub(perChannel(input.mean())).div(perChannel(input.scale()));
        return input.layout() == InputSpec.Layout.NHWC
                ? scaled.permute(0, 2, WIDTH_AXIS, 1).contiguous()
                : scaled.contiguous();
    }

    private static Tensor perChannel(List<Float> values) {
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i);
        }
        return Tensor.create(numbers, 1, numbers.length, 1, 1);
    }
}
