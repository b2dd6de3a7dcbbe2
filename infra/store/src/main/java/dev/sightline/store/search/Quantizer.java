package dev.sightline.store.search;

import dev.sightline.contracts.descriptor.UnitVector;
import java.nio.ByteBuffer;
import org.apache.lucene.util.BytesRef;

/**
 * Unit vectors twice: as signed bytes, by which all are scanned, and as 16-bit numbers, by which what that found is put in order
 * with cosines right to the fourth digit. Together three quarters of their size. Bytes are scaled by one factor for a dimension, so
 * that a dot product is a cosine times a constant; values above eight times the mean are cut.
 */
final class Quantizer {
    private static final double SPAN = 8;

    private Quantizer() {}

    /** For the scan. */
    static byte[] bytes(UnitVector vector) {
        float[] values = vector.values();
        double scale = 127 / Math.min(1, SPAN / Math.sqrt(values.length));
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(-127, Math.min(127, Math.round(values[i] * scale)));
        }
        return bytes;
    }

    /** For the order. */
    static BytesRef shorts(UnitVector vector) {
        float[] values = vector.values();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES);
        for (float value : values) {
            bytes.putShort((short) Math.round(value * Short.MAX_VALUE));
        }
        return new BytesRef(bytes.array());
    }

    /** The cosine of a probe's values and {@link #shorts}. */
    static double cosine(float[] probe, BytesRef shorts) {
        ByteBuffer bytes = ByteBuffer.wrap(shorts.bytes, shorts.offset, shorts.length);
        double dot = 0;
        for (float value : probe) {
            dot += value * bytes.getShort();
        }
        return Math.max(-1, Math.min(1, dot / Short.MAX_VALUE));
    }
}
