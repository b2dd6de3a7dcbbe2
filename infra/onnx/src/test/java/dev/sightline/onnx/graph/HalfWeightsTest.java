package dev.sightline.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.onnx.file.HalfFloat;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfWeightsTest {

    @Test
    void shouldHalveLargeWeightsAndBringThemBack() {
        float[] kernel = new float[400];
        Random random = new Random(4);
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) random.nextGaussian();
        }
        ModelProto model = linear(kernel);

        ModelProto small = HalfWeights.apply(model);
        ModelProto back = HalfWeights.restore(small);

        assertThat(small.getSerializedSize()).isLessThan(model.getSerializedSize() - 700);
        assertThat(small.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .containsExactly("Cast", "MatMul", "Add");
        assertThat(back.getGraph().getNodeList()).isEqualTo(model.getGraph().getNodeList());
        assertThat(new GraphEdit(back).constant("bias")).isEqualTo(new GraphEdit(model).constant("bias"));
        float[] rounded = Tensors.floats(new GraphEdit(back).constant("kernel").orElseThrow());
        for (int i = 0; i < kernel.length; i++) {
            assertThat(rounded[i]).isCloseTo(kernel[i], within(Math.abs(kernel[i]) / 2048 + 1e-7f));
        }
        assertThat(HalfWeights.apply(back)).isEqualTo(small);
        assertThat(HalfWeights.restore(model)).isEqualTo(model);
    }

    @Test
    void shouldLeaveWhatHalfFloatsCannotHold() {
        float[] kernel = new float[400];
        Arrays.fill(kernel, 1);
        kernel[7] = 1e6f;

        assertThat(HalfWeights.apply(linear(kernel))).isEqualTo(linear(kernel));
    }

    @Test
    void shouldRoundToTheNearestHalf() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (Float.isFinite(value) && HalfFloat.of(value) != (short) bits) {
                throw new AssertionError("half " + bits + " does not come back: " + HalfFloat.of(value));
            }
        }
        assertThat(HalfFloat.toFloat(HalfFloat.of(1 + 0x1p-11f)))
                .as("a tie goes to even")
                .isEqualTo(1f);
        assertThat(HalfFloat.toFloat(HalfFloat.of(1 + 0x3p-11f)))
                .as("a tie goes to even")
                .isEqualTo(1 + 0x1p-9f);
        assertThat(HalfFloat.toFloat(HalfFloat.of(1 + 0x1.1p-11f))).isEqualTo(1 + 0x1p-10f);
        assertThat(HalfFloat.toFloat(HalfFloat.of(0x1.8p-25f))).isEqualTo(0x1p-24f);
        assertThat(HalfFloat.toFloat(HalfFloat.of(0x1.fffp-15f))).isEqualTo(0x1p-14f);
        assertThatThrownBy(() -> HalfFloat.of(65505)).hasMessageContaining("65505.0 is no half float");
        assertThatThrownBy(() -> HalfFloat.of(Float.NaN)).hasMessageContaining("NaN");
    }

    private static ModelProto linear(float[] kernel) {
        GraphBuilder built = new GraphBuilder("linear").input("x", "batch", "20");
        built.constant(Tensors.floats("kernel", new long[] {20, 20}, kernel));
        built.constant(Tensors.floats("bias", new long[] {20}, new float[20]));
        built.node("MatMul", "product", List.of("x", "kernel"));
        built.node("Add", "y", List.of("product", "bias"));
        return built.output("y", "batch", "20").build(13);
    }
}
