package dev.sightline.onnx.tfjs;

/** IEEE 754 binary16, which Java 17 has no conversion for. */
final class HalfFloat {
    private static final int EXPONENT_MASK = 0x1f;
    private static final int MANTISSA_MASK = 0x3ff;
    private static final float SUBNORMAL_STEP = 0x1p-24f;
    /** Difference of the exponent biases of binary32 and binary16: 127 - 15. */
    private static final int REBIAS = 112;

    private HalfFloat() {}

    /** Exact: every half is a float. */
    static float toFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >>> 10) & EXPONENT_MASK;
        int mantissa = bits & MANTISSA_MASK;
        if (exponent == 0) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(mantissa * SUBNORMAL_STEP));
        }
        int wide = exponent == EXPONENT_MASK ? 0xff : exponent + REBIAS;
        return Float.intBitsToFloat(sign | wide << 23 | mantissa << 13);
    }
}
