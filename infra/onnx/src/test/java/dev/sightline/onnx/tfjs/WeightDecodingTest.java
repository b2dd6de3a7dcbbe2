package dev.sightline.onnx.tfjs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.onnx.file.HalfFloat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightDecodingTest {
    @TempDir
    Path folder;

    @Test
    void shouldDecodeEveryHalfExactly() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            int mantissa = bits & 1023;
            double sign = bits >> 15 == 0 ? 1 : -1;
            double expected = exponent == 31
                    ? mantissa == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN
                    : sign * (exponent == 0 ? mantissa : mantissa + 1024) * Math.pow(2, Math.max(exponent, 1) - 25);
            if (Double.compare(HalfFloat.toFloat((short) bits), expected) != 0) {
                throw new AssertionError("half " + bits + " is " + expected);
            }
        }
    }

    @Test
    void shouldReadTensorsOneAfterAnotherInTheirStoredForm() throws IOException {
        ByteBuffer halves = TinyTfjs.buffer(4).putShort((short) 0x3c00).putShort((short) 0xc000);
        ByteBuffer shorts = TinyTfjs.buffer(2).putShort((short) 0xffff);
        TinyTfjs tiny = new TinyTfjs()
                .ints("shape", new int[] {2}, 16, -1)
                .quantized("halves", "float16", 0, 0, halves.array(), 2)
                .quantized("bytes", "uint8", 0.5, -1, new byte[] {0, (byte) 255}, 2, 1)
                .quantized("shorts", "uint16", 2, 1, shorts.array(), 1)
                .floats("scalar", new Grid(new int[0], new float[] {0.1f}));

        Path json = tiny.write(folder);
        Map<String, Constant> read =
                TfWeights.read(json, new ObjectMapper().readTree(json.toFile()).path("weightsManifest"));

        assertThat(constant(read, "shape").integers()).containsExactly(16, -1);
        assertThat(constant(read, "halves").values()).containsExactly(1, -2);
        assertThat(constant(read, "bytes").values()).containsExactly(-1, 126.5f);
        assertThat(constant(read, "bytes").shape()).containsExactly(2, 1);
        assertThat(constant(read, "shorts").values()).containsExactly(131071);
        assertThat(constant(read, "scalar").values()).containsExactly(0.1f);
        assertThat(constant(read, "scalar").shape()).isEmpty();
    }

    @Test
    void shouldTransposeLikeNumpy() {
        Constant moved = new Constant(new int[] {2, 1, 3}, new float[] {1, 2, 3, 4, 5, 6}).transposed(2, 0, 1);

        assertThat(moved.shape()).containsExactly(3, 2, 1);
        assertThat(moved.values()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void shouldKeepTrackOfWhereLogicalAxesLie() {
        Layout pictures = Layout.CHANNELS_FIRST;

        assertThat(pictures.logicalOrder()).containsExactly(0, 3, 1, 2);
        assertThat(pictures.transposeTo(Layout.plain(4))).containsExactly(0, 2, 3, 1);
        assertThat(Layout.plain(4).transposeTo(pictures)).containsExactly(0, 3, 1, 2);
        assertThat(pictures.without(new boolean[] {false, true, true, false})).isEqualTo(Layout.plain(2));
        assertThat(pictures.without(new boolean[] {false, true, false, false}).logicalOrder())
                .containsExactly(0, 2, 1);
    }

    private static Constant constant(Map<String, Constant> read, String name) {
        Constant constant = read.get(name);
        if (constant == null) {
            throw new AssertionError(name + " was not read");
        }
        return constant;
    }
}
