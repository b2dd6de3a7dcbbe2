package dev.sightline.ingest.source;

import java.util.Optional;

/**
 * What the header of a JPEG says, read without decoding it (ITU-T T.81, annex B).
 *
 * @param width pixels
 * @param height pixels
 * @param huffmanTables whether it carries its Huffman tables; motion JPEG may leave them out
 */
record JpegHeader(int width, int height, boolean huffmanTables) {
    private static final int SOI = 0xD8;
    private static final int SOS = 0xDA;
    private static final int DHT = 0xC4;

    /** The header, or nothing when the bytes do not begin as a JPEG does up to its first scan. */
    static Optional<JpegHeader> of(byte[] bytes) {
        if (bytes.length < 4 || marker(bytes, 0) != SOI) {
            return Optional.empty();
        }
        int width = 0;
        int height = 0;
        boolean tables = false;
        for (int at = 2; at + 4 <= bytes.length; ) {
            int marker = marker(bytes, at);
            int length = marker < 0 ? 0 : word(bytes, at + 2);
            if (marker == 0xFF) {
                at++; // Fill byte.
                continue;
            }
            if (marker == SOS) {
                return width > 0 && height > 0 ? Optional.of(new JpegHeader(width, height, tables)) : Optional.empty();
            }
            if (length < 2) {
                return Optional.empty();
            }
            if (isFrame(marker) && at + 9 <= bytes.length) {
                height = word(bytes, at + 5);
                width = word(bytes, at + 7);
            }
            tables |= marker == DHT;
            at += 2 + length;
        }
        return Optional.empty();
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != 0xC8 && marker != 0xCC;
    }

    private static int marker(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) == 0xFF ? bytes[at + 1] & 0xFF : -1;
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
