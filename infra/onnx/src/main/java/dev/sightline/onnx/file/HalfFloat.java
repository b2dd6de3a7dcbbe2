package dev.sightline.onnx.file;

/** IEEE 754 binary16, which Java 17 has no conversion for. Stateless, any thread. */
public final class HalfFloat {
    /** The largest finite half. */
    public static final float LARGEST = 65504;

    private static final int EXPONENT_MASK = 0x1f;
    private static final int MANTISSA_MASK = 0x3ff;
    private static final float SUBNORMAL_STEP = 0x1p-24f;
    private static final float SMALLEST_NORMAL = 0x1p-14f;
    /** Difference of the exponent biases of binary32 and binary16: 127 - 15. */
    private static final int REBIAS = 112;
    /** Bits of a float's mantissa that a half does not have. */
    private static final int DROPPED = 13;

    private HalfFloat() {}

    /** Exact: every half is a float. */
    public static float toFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >>> 10) & EXPONENT_MASK;
        int mantissa = bits & MANTISSA_MASK;
        if (exponent == 0) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(mantissa * SUBNORMAL_STEP));
        }
        int wide = exponent == EXPONENT_MASK ? 0xff : exponent + REBIAS;
        return Float.intBitsToFloat(sign | wide << 23 | mantissa << DROPPED);
    }

    /**
     * The nearest half, of two equally near ones the even one.
     *
     * @throws IllegalArgumentException when the value is no number or beyond {@link #LARGEST}
     */
    public static short of(float value) {
        if (!(Math.abs(value) <= LARGEST)) {
            throw new IllegalArgumentException(value + " is no half float, allowed: -" + LARGEST + " to " + LARGEST);
        }
        int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
        float size = Math.abs(value);
        if (size < SMALLEST_NORMAL) {
            return (short) (sign | (int) Math.rint(size / SUBNORMAL_STEP));
        }
        int bits = Float.floatToRawIntBits(size);
        int even = (bits >>> DROPPED) & 1;
        int rounded = bits + (1 << (DROPPED - 1)) - 1 + even;
        return (short) (sign | ((rounded >>> DROPPED) - (REBIAS << 10)));
    }
}
